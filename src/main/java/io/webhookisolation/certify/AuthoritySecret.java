package io.webhookisolation.certify;

import io.webhookisolation.certificate.Generation;
import io.webhookisolation.model.SecretContent;
import io.webhookisolation.pki.Authority;
import io.webhookisolation.pki.GenerationName;
import io.webhookisolation.pki.SecretEntries;
import io.webhookisolation.pki.UnreadableSecretException;
import io.webhookisolation.rotation.KnownAuthority;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Our own authorities for one serving Secret, as a Secret in the operator's namespace holds them: {@code g3.crt}, and
 * {@code g3.key} while it may sign.
 *
 * <p>It stands where the webhook's Pods cannot read it, since whoever holds such a key can issue certificates.
 */
final class AuthoritySecret {

    static final String TYPE = "webhook-isolation.io/authorities";

    private static final Pattern ENTRY = Pattern.compile("g([1-9][0-9]{0,7})\\.(?:crt|key)");

    private final SortedMap<Integer, X509Certificate> certificates = new TreeMap<>();
    private final Map<Integer, Authority> withKey = new HashMap<>();

    private AuthoritySecret() {}

    /** The content of a Secret that is not there. */
    static AuthoritySecret none() {
        return new AuthoritySecret();
    }

    /**
     * Whatever cannot be read, or is of another series, is an error: to go on without it would make authorities anew.
     *
     * @throws UnreadableSecretException which names the entry and what is wrong with it
     */
    static AuthoritySecret read(SecretContent content, String series) throws UnreadableSecretException {
        var secret = new AuthoritySecret();
        var entries = new SecretEntries(content.entries());
        for (var entry : content.entries().keySet()) {
            var matcher = ENTRY.matcher(entry);
            if (!matcher.matches()) {
                continue;
            }
            var number = Integer.parseInt(matcher.group(1));
            if (entry.equals(certificate(number))) {
                secret.add(number, entries, series);
            } else if (!content.has(certificate(number))) {
                throw new UnreadableSecretException(entry, "stands without " + certificate(number));
            } else {
                secret.addKey(number, entries);
            }
        }
        return secret;
    }

    private void add(int number, SecretEntries entries, String series) throws UnreadableSecretException {
        var entry = certificate(number);
        var certificate = entries.certificates(entry).getFirst();
        if (!GenerationName.of(certificate).equals(Optional.of(new GenerationName(series, number)))) {
            throw new UnreadableSecretException(
                    entry,
                    "is not generation " + number + " of series " + series + ", but "
                            + certificate.getSubjectX500Principal().getName());
        }
        certificates.put(number, certificate);
    }

    /** Comes after its certificate, as entries are sorted. */
    private void addKey(int number, SecretEntries entries) throws UnreadableSecretException {
        var certificate = Objects.requireNonNull(certificates.get(number));
        var key = entries.privateKey(key(number));
        if (!key.belongsTo(certificate)) {
            throw new UnreadableSecretException(key(number), "does not belong to " + certificate(number));
        }
        withKey.put(number, new Authority(certificate, key));
    }

    List<KnownAuthority> known() {
        return certificates.entrySet().stream()
                .map(entry -> new KnownAuthority(
                        generation(entry.getKey(), entry.getValue()),
                        entry.getValue(),
                        withKey.containsKey(entry.getKey())))
                .toList();
    }

    /** The one that can sign; empty if its key is gone. */
    Optional<Authority> authority(int number) {
        return Optional.ofNullable(withKey.get(number));
    }

    int highest() {
        return certificates.isEmpty() ? 0 : certificates.lastKey();
    }

    /** The entries to add for these. */
    static SecretContent entries(Collection<Authority> authorities) {
        var entries = new TreeMap<String, byte[]>();
        for (var authority : authorities) {
            var number =
                    GenerationName.of(authority.certificate()).orElseThrow().number();
            entries.put(
                    certificate(number),
                    io.webhookisolation.pki.Pem.bundle(List.of(authority.certificate()))
                            .bytes());
            entries.put(key(number), authority.key().toPem());
        }
        return new SecretContent(entries);
    }

    static String certificate(int number) {
        return "g" + number + ".crt";
    }

    static String key(int number) {
        return "g" + number + ".key";
    }

    private static Generation generation(int number, X509Certificate certificate) {
        return new Generation(
                number,
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant());
    }
}
