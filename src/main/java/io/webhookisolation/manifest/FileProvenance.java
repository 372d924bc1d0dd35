package io.webhookisolation.manifest;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.webhookisolation.convert.ProvenanceConversion;
import io.webhookisolation.model.Provenance;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Says with what an object of a file was installed.
 *
 * <p>A file is one component only if nothing speaks against it: a concatenation of many must not look like one.
 */
final class FileProvenance {

    /** Kinds whose namespace is where the component lives; others, such as RoleBindings, reach elsewhere. */
    private static final Set<Kind> AT_HOME = EnumSet.of(
            Kind.SERVICE,
            Kind.DEPLOYMENT,
            Kind.STATEFUL_SET,
            Kind.DAEMON_SET,
            Kind.REPLICA_SET,
            Kind.JOB,
            Kind.CRON_JOB,
            Kind.CERTIFICATE,
            Kind.CUSTOM_WORKLOAD);

    private final ManifestFile file;
    private final boolean several;
    private final boolean oneComponent;

    FileProvenance(ManifestFile file, List<RawObject> objects) {
        this.file = file;
        this.several = objects.size() > 1 || file.isStandardInput();
        this.oneComponent = !file.isStandardInput()
                && objects.size() > 1
                && objects.stream().allMatch(raw -> raw.chart().isEmpty())
                && homes(objects) <= 1
                && distinct(objects, "labels", "helm.sh/chart") <= 1
                && distinct(objects, "annotations", "meta.helm.sh/release-name") <= 1
                && !claimsANameTwice(objects);
    }

    Provenance of(RawObject raw, HasMetadata object) {
        return of(raw, ProvenanceConversion.ofCluster(object));
    }

    /** Of an object of unknown kind. */
    Provenance of(RawObject raw) {
        return of(raw, Provenance.NONE);
    }

    private Provenance of(RawObject raw, Provenance marks) {
        var chart = raw.chart().map(FileProvenance::lastSegment);
        return new Provenance(
                marks.component().isEmpty() ? chart.orElseGet(this::displayName) : marks.component(),
                marks.helmRelease(),
                chart,
                marks.olmOwner(),
                boundary(raw),
                raw.home());
    }

    private Optional<String> boundary(RawObject raw) {
        if (raw.chart().isPresent()) {
            return raw.chart().map(this::chartBoundary);
        }
        if (file.chartFolder().isPresent()) {
            return file.chartFolder();
        }
        return oneComponent ? Optional.of(file.name()) : Optional.empty();
    }

    /** One chart may lie in many files of one folder, and one file may hold many charts. */
    private String chartBoundary(String chart) {
        return file.chartFolder()
                .filter(folder -> ("/" + folder.replace('\\', '/')).endsWith("/" + chart))
                .orElseGet(() -> (several ? file.name() : parentFolder()) + "#" + chart);
    }

    private String displayName() {
        if (file.isStandardInput()) {
            return "";
        }
        return lastSegment(file.chartFolder().orElseGet(file::name)).replaceFirst("\\.(yaml|yml|json)$", "");
    }

    private String parentFolder() {
        return Objects.toString(Path.of(file.name()).getParent(), "");
    }

    private static String lastSegment(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }

    private static long homes(List<RawObject> objects) {
        return objects.stream()
                .filter(raw -> raw.known().filter(AT_HOME::contains).isPresent())
                .flatMap(raw -> raw.home().stream())
                .distinct()
                .count();
    }

    private static long distinct(List<RawObject> objects, String field, String key) {
        return objects.stream()
                .map(raw -> raw.json().path("metadata").path(field).path(key).asText(""))
                .filter(value -> !value.isEmpty())
                .distinct()
                .count();
    }

    private static boolean claimsANameTwice(List<RawObject> objects) {
        var seen = new HashSet<List<String>>();
        return !objects.stream()
                .allMatch(raw -> seen.add(List.of(raw.apiVersion(), raw.kind(), raw.namespace(), raw.name())));
    }
}
