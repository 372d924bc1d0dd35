package io.webhookisolation.ownership;

import io.webhookisolation.model.Evidence;
import io.webhookisolation.model.PodTemplate;
import java.util.Optional;

/**
 * E8: arguments, environment or mounts of the workload name the Service.
 *
 * <p>A Service whose whole name is made of scaffold words ({@code webhook-service}) must be named with its namespace.
 */
final class NamedInTemplate implements EvidenceRule {

    static final String CODE = "E8";
    private static final int WEIGHT = 10;

    @Override
    public Optional<Evidence> examine(Claim claim) {
        return names(claim)
                ? Optional.of(new Evidence(
                        CODE, WEIGHT, "arguments, environment or mounts of " + claim.who() + " name the Service"))
                : Optional.empty();
    }

    static boolean names(Claim claim) {
        var name = claim.service().key().name();
        var template = claim.unit().template();
        if (GenericWords.only(GenericWords.tokens(name))) {
            return hasWord(template, name + "." + claim.namespace());
        }
        return hasWord(template, name)
                || template.secretMounts().stream().anyMatch(secret -> secret.startsWith(name + "-"));
    }

    /** The name itself or the head of a host name. */
    private static boolean hasWord(PodTemplate template, String name) {
        return template.words().contains(name)
                || template.words().stream().anyMatch(word -> word.startsWith(name + "."));
    }
}
