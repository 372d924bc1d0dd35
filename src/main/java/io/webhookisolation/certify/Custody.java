package io.webhookisolation.certify;

import io.webhookisolation.model.Gap;
import io.webhookisolation.model.LiveCallSites;
import io.webhookisolation.model.SecretContent;
import io.webhookisolation.model.SeenSecret;
import io.webhookisolation.model.ServicePort;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.ownership.Unit;
import io.webhookisolation.pki.GenerationName;
import io.webhookisolation.pki.SecretEntries;
import io.webhookisolation.pki.ServingSecret;
import io.webhookisolation.pki.UnreadableSecretException;
import io.webhookisolation.trust.Caller;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * All that was read, live, about one serving Secret.
 *
 * @param mounts the Services that are served from it, with their owners; at least one
 * @param series of our authorities for it
 * @param serving the Secret itself; empty if it is absent
 * @param keeping the Secret with our authorities; empty if it is absent
 * @param authorities what that one holds
 * @param objects the live objects that hold the call sites
 * @param callers the call sites that meet its chain
 * @param gaps what could not be read
 */
record Custody(
        List<Mount> mounts,
        String secretName,
        String series,
        Optional<SeenSecret> serving,
        Instant storedSince,
        Optional<SeenSecret> keeping,
        AuthoritySecret authorities,
        List<LiveCallSites> objects,
        List<Caller> callers,
        List<Gap> gaps) {

    /** Which value of {@code rotate} the present leaf answers; written with the leaf, so that neither is without the other. */
    static final String ANSWERED = "webhook-isolation.io/rotate-answered";

    SortedSet<String> serverNames() {
        return mounts.stream()
                .map(Mount::service)
                .map(ServiceReference::serverName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Below which our authorities certify: what the API server calls, and what Pods call it by. */
    SortedSet<String> subtrees() {
        var namespace = mounts.getFirst().service().namespace();
        return new TreeSet<>(List.of(namespace + ".svc", namespace + ".svc.cluster.local"));
    }

    /** The chain in the Secret, leaf first; empty if there is none that can be read. */
    List<X509Certificate> stored() {
        return chain(serving);
    }

    static List<X509Certificate> chain(Optional<SeenSecret> secret) {
        try {
            return secret.isEmpty()
                    ? List.of()
                    : new SecretEntries(secret.orElseThrow().data().entries()).certificates(ServingSecret.CHAIN);
        } catch (UnreadableSecretException unreadable) {
            return List.of();
        }
    }

    /** Whether a server could start with what the Secret holds. */
    boolean keyFits() {
        try {
            ServingSecret.read(
                    serving.map(SeenSecret::data).orElse(SecretContent.EMPTY).entries());
            return true;
        } catch (UnreadableSecretException unreadable) {
            return false;
        }
    }

    /** Whether the leaf in the Secret came from us, or one before it did. */
    boolean isAnswered() {
        return serving.filter(secret -> secret.annotations().containsKey(ANSWERED))
                .isPresent();
    }

    String answered() {
        return serving.map(secret -> secret.annotations().getOrDefault(ANSWERED, ""))
                .orElse("");
    }

    /** Who put another certificate where one of ours was; empty if nobody did. Our annotation came with ours, and stays. */
    String replacedBy() {
        return serving.filter(secret -> isAnswered())
                .filter(secret -> stored().stream()
                        .findFirst()
                        .filter(leaf -> GenerationName.ofIssuer(leaf)
                                .filter(issuer -> issuer.series().equals(series))
                                .isEmpty())
                        .isPresent())
                .map(secret -> secret.writers().isEmpty() ? "somebody" : String.join(", ", secret.writers()))
                .orElse("");
    }

    /** The highest of our generations that stands anywhere; forgotten ones count, so that no number is used twice. */
    int highest() {
        var elsewhere = Stream.concat(callers.stream().flatMap(caller -> caller.trusted().keySet().stream()), issuers())
                .flatMap(certificate -> GenerationName.of(certificate).stream())
                .filter(name -> name.series().equals(series))
                .mapToInt(GenerationName::number);
        return IntStream.concat(elsewhere, IntStream.of(authorities.highest()))
                .max()
                .orElse(0);
    }

    /** Crosses carry the name of the generation that they certify. */
    private Stream<X509Certificate> issuers() {
        return stored().stream().skip(1);
    }

    /** Workloads that are proved to own one of the Services, each once. */
    Stream<Unit> owners() {
        return mounts.stream().flatMap(mount -> mount.owners().stream()).distinct();
    }

    /** The Services' ports by which call sites call them. */
    List<ServicePort> called() {
        return mounts.stream()
                .map(Mount::verdict)
                .flatMap(verdict -> verdict.service().stream()
                        .flatMap(service -> service.ports().stream())
                        .filter(port -> verdict.callSites().stream().anyMatch(site -> site.port() == port.port())))
                .toList();
    }

    Optional<LiveCallSites> objectOf(Caller caller) {
        return objects.stream()
                .filter(object -> object.object().equals(caller.site().configuration()))
                .findFirst();
    }
}
