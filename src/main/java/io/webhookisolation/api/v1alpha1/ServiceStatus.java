package io.webhookisolation.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The verdict on one webhook Service.
 *
 * @param serviceClass one of the classes of docs/concepts.md; {@code class} in JSON
 * @param owners {@code Kind/name}
 * @param foreign {@code Kind/name}, at most 10; {@code foreignOmitted} counts the rest
 * @param manager who manages the selector, if known
 * @param evidence the strongest observations, one sentence each
 * @param evidenceTime when the newest probe behind it ran, RFC 3339
 * @param state reason of the SelectorsApplied condition for this Service
 * @param blockedBy the predicate that refused a write, with its sentence
 * @param suggestion the repair for whoever manages the Service, as text of at most 2000 characters
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ServiceStatus(
        @JsonPropertyDescription("Name of the Service in the policy's namespace.") @Required
        String name,

        @JsonPropertyDescription("What was found: Isolated, or the first of ServiceNotFound, External, NoEndpoints,"
                + " NoOwner, SilentMisroute, EffectiveOverlap, OwnershipUnknown, LatentOverlap, ProbeUnavailable that"
                + " applies.")
        @JsonProperty("class")
        @Required
        String serviceClass,

        @JsonPropertyDescription("Workloads that serve this Service's name, as Kind/name.") @Nullable
        List<String> owners,

        @JsonPropertyDescription(
                "Workloads that the selector matches although they serve something else, as" + " Kind/name.")
        @Size(max = 10)
        @Nullable
        List<String> foreign,

        @JsonPropertyDescription("How many further workloads there are than foreign can hold.") @Nullable
        Integer foreignOmitted,

        @JsonPropertyDescription("The selector as it is and as it should be.") @Nullable
        SelectorStatus selector,

        @JsonPropertyDescription("Who manages the selector, for example a GitOps tool; absent if nobody known does.")
        @Nullable
        String manager,

        @JsonPropertyDescription("The strongest observations behind the verdict, a sentence each.") @Nullable
        List<String> evidence,

        @JsonPropertyDescription("When the newest TLS probe behind the verdict ran, in RFC 3339.") @Nullable
        String evidenceTime,

        @JsonPropertyDescription("Where the Service stands on the way to its wanted selector: a reason of condition"
                + " SelectorsApplied.")
        @Nullable
        String state,

        @JsonPropertyDescription("The safety predicate that keeps the repair a suggestion, with its reason.") @Nullable
        String blockedBy,

        @JsonPropertyDescription("Set while no further narrowing is tried.") @Nullable
        BackOffStatus backOff,

        @JsonPropertyDescription("Set when somebody else took our keys off the selector, until 7 days after the last"
                + " time or until the policy's spec changes.")
        @Nullable
        ContestStatus contest,

        @JsonPropertyDescription(
                "How the repair can be made for good by whoever manages the Service: a command, or what"
                        + " to change where; absent while nothing is to be repaired.")
        @Nullable
        String suggestion,

        @JsonPropertyDescription("Its certificates; absent while no call site that verifies them is seen.") @Nullable
        CertificateStatus certificate) {

    /** The selector as it is, and as it should be; {@code suggested} is null when nothing is to be changed. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SelectorStatus(
            @JsonPropertyDescription("The live selector.") @Nullable
            Map<String, String> current,

            @JsonPropertyDescription("Those entries of current that this operator added.") @Nullable
            Map<String, String> added,

            @JsonPropertyDescription("The selector that would isolate the Service at once; absent when there is none"
                    + " or nothing is to be changed.")
            @Nullable
            Map<String, String> suggested) {}

    /** No further narrowing before {@code until} (RFC 3339); survives a restart of the operator. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record BackOffStatus(
            @JsonPropertyDescription("Why: the last narrowing was taken back.") @Required
            String cause,

            @JsonPropertyDescription("How many times in a row; the wait grows with it.") @Required
            int count,

            @JsonPropertyDescription("Until when, in RFC 3339.") @Required
            String until) {}

    /** Somebody else takes our keys off (times in RFC 3339); survives a restart of the operator. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ContestStatus(
            @JsonPropertyDescription("The field manager that did it last; absent if unknown.") @Nullable
            String manager,

            @JsonPropertyDescription("How often it happened, whoever did it.") @Required
            int count,

            @JsonPropertyDescription("When it happened first, in RFC 3339.") @Required
            String since,

            @JsonPropertyDescription("When it happened last, in RFC 3339.") @Required
            String last,

            @JsonPropertyDescription("Until when we stand down, in RFC 3339; absent before the third time.") @Nullable
            String until) {}
}
