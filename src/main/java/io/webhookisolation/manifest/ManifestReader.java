package io.webhookisolation.manifest;

import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import io.webhookisolation.convert.ClaimConversion;
import io.webhookisolation.convert.PolicyConversion;
import io.webhookisolation.convert.SnapshotAssembler;
import io.webhookisolation.model.Policy;
import io.webhookisolation.model.Provenance;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads manifests; equal input gives an equal Snapshot, and bad input a sentence for each file that is bad. */
public final class ManifestReader {

    private final ManifestLimits limits;
    private final YamlDocuments yaml;

    public ManifestReader(ManifestLimits limits) {
        this.limits = limits;
        this.yaml = new YamlDocuments(limits);
    }

    /**
     * Reads all inputs.
     *
     * @param assumedNamespace the namespace that every namespaced object, and every reference to one, is moved to; empty
     *     for none
     * @throws ManifestException if any file cannot be read; nothing is returned then
     */
    public ManifestSet read(List<ManifestInput> inputs, String assumedNamespace) throws ManifestException {
        return read(inputs, assumedNamespace, Namespacing.DEFAULT);
    }

    /**
     * The same for files that are meant for a certain cluster.
     *
     * @param unnamed the namespace of objects that name none
     */
    public ManifestSet read(List<ManifestInput> inputs, String assumedNamespace, String unnamed)
            throws ManifestException {
        var files = new ManifestFiles(limits);
        var reading = new Reading(new Namespacing(assumedNamespace, unnamed));
        for (var file : files.find(inputs)) {
            reading.read(file);
        }
        var problems = new ArrayList<>(files.problems());
        problems.addAll(reading.problems());
        if (!problems.isEmpty()) {
            throw new ManifestException(problems);
        }
        return reading.result();
    }

    /** The state of one call of {@link #read}. */
    private final class Reading {

        private final Namespacing namespacing;
        private final Claims claims;
        private final SnapshotAssembler snapshot = new SnapshotAssembler();
        private final Map<String, Integer> unknownKinds = new TreeMap<>();
        private final List<Policy> policies = new ArrayList<>();
        private final List<String> problems = new ArrayList<>();
        private final Map<String, Integer> objectsByFolder = new TreeMap<>();
        private long bytes;
        private int documents;
        private int objects;
        private int skippedFiles;

        Reading(Namespacing namespacing) {
            this.namespacing = namespacing;
            this.claims = new Claims(namespacing);
        }

        void read(ManifestFile file) {
            try {
                var found = objects(file);
                file.folder().ifPresent(folder -> objectsByFolder.merge(folder, found.size(), Integer::sum));
                if (found.isEmpty()) {
                    skip(file);
                }
                var provenance = new FileProvenance(file, found);
                for (var raw : found) {
                    add(raw, provenance);
                }
            } catch (ManifestProblem problem) {
                problems.add(problem.getMessage());
            }
        }

        private List<RawObject> objects(ManifestFile file) throws ManifestProblem {
            var text = ManifestText.decode(file.name(), content(file));
            var roots = yaml.parse(file.name(), text);
            documents += roots.size();
            if (documents > limits.documents()) {
                throw ManifestProblem.inFile(
                        file.name(),
                        "here the input passes " + limits.documents() + " documents; give fewer at a time");
            }
            return new ObjectReader(file.name(), text, limits).read(roots);
        }

        private byte[] content(ManifestFile file) throws ManifestProblem {
            var most = Math.min(limits.fileBytes(), limits.totalBytes() - bytes);
            try (var stream = file.content().open()) {
                var content = stream.readNBytes((int) Math.min(most + 1, Integer.MAX_VALUE - 8));
                if (content.length > limits.fileBytes()) {
                    throw ManifestProblem.inFile(
                            file.name(),
                            "larger than the " + ManifestLimits.size(limits.fileBytes())
                                    + " that one file may have; split it, or name only the files that matter");
                }
                if (content.length > most) {
                    throw ManifestProblem.inFile(
                            file.name(),
                            "here the input passes " + ManifestLimits.size(limits.totalBytes())
                                    + "; name fewer files, or a smaller folder");
                }
                bytes += content.length;
                return content;
            } catch (IOException e) {
                throw ManifestProblem.inFile(file.name(), ManifestFiles.unreadable(e));
            }
        }

        private void skip(ManifestFile file) throws ManifestProblem {
            if (!file.mayHoldNoObject()) {
                throw ManifestProblem.inFile(
                        file.name(),
                        "holds no Kubernetes object: nothing in it has apiVersion, kind and metadata.name");
            }
            skippedFiles++;
        }

        private void add(RawObject raw, FileProvenance provenance) throws ManifestProblem {
            objects++;
            var known = raw.known();
            if (known.isEmpty()) {
                count(raw);
                claims.add(raw, ClaimConversion.content(raw.json()), provenance.of(raw));
            } else {
                add(raw, known.get(), provenance);
            }
        }

        private void count(RawObject unknown) {
            unknownKinds.merge(unknown.apiVersion() + " " + unknown.kind(), 1, Integer::sum);
        }

        private void add(RawObject raw, Kind kind, FileProvenance provenance) throws ManifestProblem {
            if (kind == Kind.POLICY) {
                PolicyRules.check(raw);
            }
            var content = ClaimConversion.content(raw.json());
            if (kind == Kind.SECRET) {
                add(raw, content, provenance.of(raw));
                return;
            }
            namespacing.apply(raw, kind);
            var object = TypedObjects.read(raw, kind);
            if (object instanceof WebhookIsolationPolicy policy) {
                policies.add(PolicyConversion.toModel(policy));
                return;
            }
            var origin = provenance.of(raw, object);
            claims.add(raw, content, origin);
            if (!snapshot.add(object, raw.source(), origin)) {
                count(raw);
            }
        }

        /** One without a certificate says as little about webhooks as an object of unknown kind. */
        private void add(RawObject secret, int content, Provenance origin) {
            claims.add(secret, content, origin);
            new SecretInFile(secret, namespacing)
                    .certificate(origin)
                    .ifPresentOrElse(snapshot::certificate, () -> count(secret));
        }

        List<String> problems() {
            if (problems.isEmpty()) {
                objectsByFolder.forEach((folder, count) -> {
                    if (count == 0) {
                        problems.add(folder + ": the YAML files in this folder hold no Kubernetes object");
                    }
                });
            }
            return problems;
        }

        ManifestSet result() {
            claims.all().forEach(snapshot::name);
            return new ManifestSet(snapshot.ofFiles(), objects, new TreeMap<>(unknownKinds), policies, skippedFiles);
        }
    }
}
