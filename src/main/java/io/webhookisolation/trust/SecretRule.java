package io.webhookisolation.trust;

import io.webhookisolation.x509.DnsNames;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the Secret that owners mount is one to write to: absent, or a serving Secret of this very Service.
 *
 * <p>Rights on a namespace's Secrets are wide; a policy never turns them against a Secret that serves something else.
 */
public final class SecretRule {

    /** The shape of Secrets that hold a serving certificate. */
    public static final String TLS_TYPE = "kubernetes.io/tls";

    private SecretRule() {}

    /**
     * A Secret as it is seen.
     *
     * @param exists false if only its name is known, from the Pods that mount it
     * @param type empty where it is absent
     * @param mountedByProvedOwner some workload that is proved to own the Service mounts it
     * @param leaf its present leaf; empty where there is none or it cannot be read
     */
    public record Seen(
            boolean exists, String type, boolean immutable, boolean mountedByProvedOwner, List<X509Certificate> leaf) {
        public Seen {
            leaf = List.copyOf(leaf);
        }
    }

    /**
     * Why it is not written, in one sentence; empty if it may be.
     *
     * @param adopted types beside {@link #TLS_TYPE} that the policy lets us take over
     * @param serverNames of the owner's Services that use it
     */
    public static Optional<SecretRefusal> refusal(Seen secret, Set<String> adopted, Collection<String> serverNames) {
        if (!secret.mountedByProvedOwner()) {
            return Optional.of(SecretRefusal.NOT_MOUNTED);
        }
        if (!secret.exists()) {
            return Optional.empty();
        }
        if (secret.immutable()) {
            return Optional.of(SecretRefusal.IMMUTABLE);
        }
        if (!secret.type().equals(TLS_TYPE) && !adopted.contains(secret.type())) {
            return Optional.of(SecretRefusal.OTHER_TYPE);
        }
        var namesService = secret.leaf().stream()
                .flatMap(leaf -> DnsNames.of(leaf).stream())
                .anyMatch(name -> serverNames.stream().anyMatch(host -> DnsNames.matches(name, host)));
        return namesService ? Optional.empty() : Optional.of(SecretRefusal.OTHER_NAME);
    }
}
