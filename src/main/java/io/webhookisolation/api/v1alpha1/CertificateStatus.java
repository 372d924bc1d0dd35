package io.webhookisolation.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The certificates of one webhook Service; times in RFC 3339.
 *
 * @param managedBy a word of model.CertificateManager
 * @param state reason of the CertificatesReady condition for this Service
 * @param trust reason of the CABundlesTrusted condition for this Service
 * @param phase a word of model.RotationPhase; null while certificates are only audited
 * @param rotation null while nothing new is on its way
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CertificateStatus(
        @JsonPropertyDescription("Who issues it and writes the bundles: Policy is this operator; CertManager,"
                + " CertController, ServiceCA, OLM, Self, HelmGenerated, Certgen, External are others.")
        @Nullable
        String managedBy,

        @JsonPropertyDescription("What is to be said of what is served: a reason of condition CertificatesReady.")
        @Required
        String state,

        @JsonPropertyDescription("Whether call sites trust what is served: a reason of condition CABundlesTrusted.")
        @Required
        String trust,

        @JsonPropertyDescription(
                "How far the rotation has come, or why it stops; absent while certificates are only" + " audited.")
        @Nullable
        String phase,

        @JsonPropertyDescription("Since when it is in this phase.") @Nullable
        String phaseSince,

        @JsonPropertyDescription("Why it stands there, in a sentence.") @Nullable
        String message,

        @JsonPropertyDescription("Present while new certificates are on their way.") @Nullable
        RotationStatus rotation,

        @JsonPropertyDescription("Which of our generations are trusted, stored and served; 0 is none of ours.")
        @Nullable
        GenerationsStatus generations,

        @JsonPropertyDescription("Generations that were declared compromised and are still trusted or used.") @Nullable
        List<Integer> compromised,

        @JsonPropertyDescription("When certificates end.") @Nullable
        NotAfterStatus notAfter,

        @JsonPropertyDescription("How many certificates the call sites' bundles hold; the most in one.") @Nullable
        Integer bundleCertificates,

        @JsonPropertyDescription("When the next generation takes over by schedule.") @Nullable
        String nextRotation,

        @JsonPropertyDescription("When the next leaf is issued.") @Nullable
        String renewalDue) {

    /** New certificates are on their way. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record RotationStatus(
            @JsonPropertyDescription("Why: adoption, schedule, forced, compromise, key_gone, renewal and the like.")
            @Required
            String occasion,

            @JsonPropertyDescription("Since when.") @Required
            String since) {}

    /** Numbers of generations. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record GenerationsStatus(
            @JsonPropertyDescription("The oldest that any bundle holds.") @Required
            int bundleMin,

            @JsonPropertyDescription("The newest that every bundle holds.") @Required
            int bundleMax,

            @JsonPropertyDescription("The one that signed the leaf in the serving Secret.") @Required
            int secret,

            @JsonPropertyDescription("The oldest that signed what a Pod serves.") @Required
            int servedMin) {}

    /** Ends of certificates. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record NotAfterStatus(
            @JsonPropertyDescription("Of the leaf in the serving Secret; while only audited, of what is served.")
            @Nullable
            String leaf,

            @JsonPropertyDescription(
                    "Of the authority that ends first among those by which call sites trust what is" + " served.")
            @Nullable
            String ca,

            @JsonPropertyDescription("Of the authority that takes over next.") @Nullable
            String nextCa,

            @JsonPropertyDescription("Of the leaf that ends first among those that are served.") @Nullable
            String servedMin) {}
}
