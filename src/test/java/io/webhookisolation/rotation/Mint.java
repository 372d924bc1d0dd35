package io.webhookisolation.rotation;

import io.webhookisolation.certificate.Generation;
import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.model.KeyKind;
import io.webhookisolation.pki.Authority;
import io.webhookisolation.pki.AuthorityRequest;
import io.webhookisolation.pki.CannotIssueException;
import io.webhookisolation.pki.GenerationName;
import io.webhookisolation.pki.Issuer;
import io.webhookisolation.pki.LeafRequest;
import io.webhookisolation.trust.ChainCheck;
import io.webhookisolation.x509.Verification;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Makes the certificates of small worlds with the product's own issuer, each once: keys and signatures are costly. */
final class Mint {

    static final String NAME = "a.ns.svc";
    static final SortedSet<String> SUBTREES = new TreeSet<>(Set.of("ns.svc"));
    private static final String SERIES = "0123456789ab";

    /** What was there before us. */
    static final CertificateAuthority FOREIGN = CertificateAuthority.create("foreign");

    static final X509Certificate FOREIGN_ROOT = FOREIGN.certificate();
    static final List<X509Certificate> FOREIGN_CHAIN = FOREIGN.leaf(NAME).chain();

    private final Issuer issuer = new Issuer(new SecureRandom());
    private final Map<Generation, Authority> authorities = new ConcurrentHashMap<>();
    private final Map<Object, List<X509Certificate>> chains = new ConcurrentHashMap<>();
    private final Map<Question, Verification> answers = new ConcurrentHashMap<>();

    private record Question(
            List<X509Certificate> chain, Set<X509Certificate> bundle, String name, Set<X509Certificate> outOfDate) {}

    private record Request(
            Generation issuer,
            Optional<Generation> crosser,
            List<X509Certificate> intermediates,
            SortedSet<String> names,
            Instant end) {}

    KnownAuthority known(Generation generation, boolean hasKey) {
        return new KnownAuthority(generation, authority(generation).certificate(), hasKey);
    }

    /** What the product stores for this task. */
    List<X509Certificate> chain(Task.Issue issue) {
        var request = new Request(
                issue.issuer().generation(),
                issue.crosser().map(KnownAuthority::generation),
                issue.intermediates(),
                issue.names(),
                issue.term().notAfter());
        return chains.computeIfAbsent(request, unknown -> sign(issue));
    }

    /** As the API server sees it; an answer holds until something of the chain or the bundle begins or ends. */
    ChainCheck check() {
        return (chain, bundle, name, at) -> {
            var outOfDate = new HashSet<X509Certificate>();
            Stream.concat(chain.stream(), bundle.stream())
                    .filter(certificate ->
                            at.isBefore(certificate.getNotBefore().toInstant())
                                    || at.isAfter(certificate.getNotAfter().toInstant()))
                    .forEach(outOfDate::add);
            return answers.computeIfAbsent(
                    new Question(chain, new HashSet<>(bundle), name, outOfDate),
                    question -> ChainCheck.AS_THE_API_SERVER.verify(chain, bundle, name, at));
        };
    }

    private List<X509Certificate> sign(Task.Issue issue) {
        try {
            var authority = authority(issue.issuer().generation());
            var request = new LeafRequest(
                    issue.names(),
                    KeyKind.ECDSA_256,
                    issue.term().notBefore(),
                    issue.term().notAfter());
            var leaf = issuer.leaf(request, authority).certificate();
            var crosses = issue.crosser().isPresent()
                    ? List.of(issuer.cross(
                            authority.certificate(),
                            authority(issue.crosser().orElseThrow().generation())))
                    : issue.intermediates();
            return Stream.concat(Stream.of(leaf), crosses.stream()).toList();
        } catch (CannotIssueException e) {
            throw new IllegalStateException(e);
        }
    }

    private Authority authority(Generation generation) {
        return authorities.computeIfAbsent(generation, unknown -> {
            try {
                return issuer.authority(new AuthorityRequest(
                        new GenerationName(SERIES, generation.number()),
                        SUBTREES,
                        KeyKind.ECDSA_256,
                        generation.notBefore(),
                        generation.notAfter()));
            } catch (CannotIssueException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
