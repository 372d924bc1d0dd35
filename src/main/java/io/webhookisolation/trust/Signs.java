package io.webhookisolation.trust;

import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.Certificate;
import io.webhookisolation.model.SeenSecret;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that can tell who manages the certificates of one serving Secret.
 *
 * @param secret empty only where it is known to be absent; one that could not be read says nothing of who manages it
 * @param callSites those that meet its chain
 * @param certificates of cert-manager, that promise to write this Secret
 */
public record Signs(Optional<SeenSecret> secret, List<CallSite> callSites, List<Certificate> certificates) {

    public Signs {
        callSites = callSites.stream().sorted().toList();
        certificates = List.copyOf(certificates);
    }

    boolean secretHolds(Collection<String> entries) {
        return secret.filter(seen -> entries.stream().allMatch(seen.data()::has))
                .isPresent();
    }

    /** Field managers that own entries of the Secret. */
    Stream<String> secretWriters() {
        return secret.stream().flatMap(seen -> seen.writers().stream());
    }

    /** A label or an annotation of the Secret; an empty one says nothing. */
    Optional<String> secretMark(String name) {
        return secret.map(seen ->
                        seen.annotations().getOrDefault(name, seen.labels().getOrDefault(name, "")))
                .filter(value -> !value.isBlank());
    }

    /** The first call site with this label or annotation, as a clause; an empty one says nothing. */
    Optional<String> callSiteMark(String name) {
        return callSites.stream()
                .filter(site -> !site.control().mark(name).isBlank())
                .map(site -> site.configuration() + " has " + name + ": "
                        + site.control().mark(name))
                .findFirst();
    }

    /** The first call site whose mark has this value, as a clause. */
    Optional<String> callSiteMark(Map.Entry<String, String> mark) {
        return callSites.stream()
                .filter(site -> site.control().mark(mark.getKey()).equals(mark.getValue()))
                .map(site -> site.configuration() + " has " + mark.getKey() + ": " + mark.getValue())
                .findFirst();
    }
}
