package io.webhookisolation.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How certificates are issued and rotated; a null component means the schema's default.
 *
 * @param takeOver whom we may replace, nobody else ever; null for a word of a later version
 * @param rotate forces one rotation whenever its value changes
 * @param compromised numbers of generations whose key leaked
 * @param restart whether Pods that do not reload are replaced
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.ca) || !has(self.ca.duration) || !has(self.leaf) || !has(self.leaf.duration)"
                + " || !self.ca.duration.matches('" + CertificatesSpec.DURATION + "') || !self.leaf.duration.matches('"
                + CertificatesSpec.DURATION
                + "') || duration(self.ca.duration) >= duration(self.leaf.duration) + duration(self.leaf.duration)"
                + " + duration(self.leaf.duration) + duration('2160h')",
        message = "must be at least three times leaf.duration and 720h together, or a bundle would need a fourth"
                + " certificate",
        fieldPath = ".ca.duration")
public record CertificatesSpec(
        @JsonPropertyDescription(
                "Audit reports what is served, trusted and about to end. Enforce also issues and rotates"
                        + " certificates, for Services whose certificates nobody else manages and whose call sites agree.")
        @Default("Audit")
        SelectorsSpec.@Nullable Mode mode,

        @JsonPropertyDescription("The authority that signs the leaf; it is published long before it signs.")
        @Default("{}")
        @Nullable
        Ca ca,

        @JsonPropertyDescription("The certificate that the webhook's server shows.") @Default("{}") @Nullable
        Leaf leaf,

        @JsonPropertyDescription("What keys are made from now on; keys that are there stay until they are rotated.")
        @Default("{}")
        @Nullable
        PrivateKey privateKey,

        @JsonPropertyDescription("Who may be replaced where he manages the certificates today: Certgen"
                + " (kube-webhook-certgen), CertController (OPA cert-controller, which must be switched off first),"
                + " HelmGenerated (a chart's own certificates). Nobody else is replaced.")
        @Default("[]")
        @Size(max = 3)
        @Nullable
        List<@Nullable TakeOver> takeOver,

        @JsonPropertyDescription("Change it, for example to a date or a ticket, to have every authority rotated once;"
                + " at most once an hour.")
        @Size(max = 128)
        @Nullable
        String rotate,

        @JsonPropertyDescription("Numbers of the generations whose private key leaked. Nothing is signed by them any"
                + " more, and they leave the trust bundles as soon as nothing served needs them.")
        @Default("[]")
        @Size(max = 32)
        @Nullable
        List<@Min(1) @Max(1_000_000) Integer> compromised,

        @JsonPropertyDescription(
                "What is done about Pods that go on serving the former certificate: Never leaves them to"
                        + " you, and alerts long before that certificate ends. WhenNeeded starts one rollout of their Deployment,"
                        + " where no ready Pod can be lost by it.")
        @Default("Never")
        @Nullable
        Restart restart) {

    /** Rules must ask for it too: the API server evaluates them on what the schema has refused already. */
    static final String DURATION = "^([0-9]{1,6}[hms]){1,3}$";

    /** The authority's certificate. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "!has(self.duration) || !self.duration.matches('" + DURATION
                    + "') || duration(self.duration) <= duration('87600h')",
            message = "must be at most 87600h, which is ten years",
            fieldPath = ".duration")
    public record Ca(
            @JsonPropertyDescription("How long an authority is valid, such as 8760h. A rotation is due each"
                    + " (ca.duration - leaf.duration - 720h) / 2: with the defaults every 152 days.")
            @Default("8760h")
            @Pattern(DURATION)
            @Size(max = 21)
            @Nullable
            String duration) {}

    /** The serving certificate. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "!has(self.duration) || !self.duration.matches('" + DURATION
                    + "') || duration(self.duration) >= duration('72h')",
            message = "must be at least 72h, or nobody has the time to act when a renewal fails",
            fieldPath = ".duration")
    public record Leaf(
            @JsonPropertyDescription("How long a leaf is valid, such as 720h; at least 72h.")
            @Default("720h")
            @Pattern(DURATION)
            @Size(max = 21)
            @Nullable
            String duration,

            @JsonPropertyDescription("The share of a leaf's life after which the next one is issued, 1% to 99%.")
            @Default("67%")
            @Pattern("^[1-9][0-9]?%$")
            @Size(max = 3)
            @Nullable
            String renewAt) {}

    /** The kind of key, of authorities and leaves alike. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "!has(self.algorithm) || !has(self.size)"
                    + " || self.size in (self.algorithm == 'RSA' ? [3072, 4096] : [256, 384])",
            message = "must be 256 or 384 for ECDSA, and 3072 or 4096 for RSA",
            fieldPath = ".size")
    public record PrivateKey(
            @JsonPropertyDescription("The algorithm of new keys.") @Default("ECDSA") @Nullable
            Algorithm algorithm,

            @JsonPropertyDescription("Bits of new keys: 256 or 384 for ECDSA, 3072 or 4096 for RSA.")
            @Default("256")
            @Min(256)
            @Max(4096)
            @Nullable
            Integer size) {}

    /** What kind of key. */
    public enum Algorithm {
        ECDSA,
        RSA;

        /** A word of a later version means the default; its size does not fit then, or the key is as good. */
        @JsonCreator
        static Algorithm of(String word) {
            return word.equals(RSA.name()) ? RSA : ECDSA;
        }
    }

    /** Whether Pods that do not reload are replaced. */
    public enum Restart {
        Never,
        WhenNeeded;

        /** A word of a later version means no. */
        @JsonCreator
        static Restart of(String word) {
            return word.equals(WhenNeeded.name()) ? WhenNeeded : Never;
        }
    }

    /** Who may be replaced. */
    public enum TakeOver {
        Certgen,
        CertController,
        HelmGenerated;

        /** A word of a later version means nobody. */
        @JsonCreator
        static @Nullable TakeOver of(String word) {
            return Arrays.stream(values())
                    .filter(manager -> manager.name().equals(word))
                    .findFirst()
                    .orElse(null);
        }
    }
}
