package io.webhookisolation.convert;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.webhookisolation.model.Provenance;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads from an object's marks with which installation it came. */
public final class ProvenanceConversion {

    private static final Pattern CHART_LABEL = Pattern.compile("(.+?)-v?\\d+\\.\\d+.*");

    private ProvenanceConversion() {}

    public static Provenance ofCluster(HasMetadata object) {
        var meta = Metadata.of(object);
        return new Provenance(
                release(meta).or(() -> chart(meta)).orElse(""),
                helmRelease(meta),
                Optional.empty(),
                olmOwner(meta),
                Optional.empty(),
                nonEmpty(meta.namespace()));
    }

    private static Optional<String> release(Metadata meta) {
        return nonEmpty(meta.annotation("meta.helm.sh/release-name"));
    }

    private static Optional<String> helmRelease(Metadata meta) {
        var namespace = OrEmpty.text(meta.annotation("meta.helm.sh/release-namespace"), meta.namespace());
        return release(meta).map(name -> namespace + "/" + name);
    }

    /** The label {@code helm.sh/chart} is the chart's name and version, joined by a dash (Helm's label guide). */
    private static Optional<String> chart(Metadata meta) {
        return meta.labels()
                .value("helm.sh/chart")
                .filter(label -> !label.isEmpty())
                .map(label -> {
                    var versioned = CHART_LABEL.matcher(label);
                    return versioned.matches() ? versioned.group(1) : label;
                });
    }

    private static Optional<String> olmOwner(Metadata meta) {
        return meta.labels()
                .value("olm.owner")
                .filter(owner -> !owner.isEmpty())
                .or(() -> meta.owners().stream()
                        .filter(owner -> owner.kind().equals("ClusterServiceVersion"))
                        .map(owner -> owner.name())
                        .findFirst());
    }

    private static Optional<String> nonEmpty(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
