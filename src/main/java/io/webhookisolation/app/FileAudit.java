package io.webhookisolation.app;

import io.webhookisolation.format.Audit;
import io.webhookisolation.isolation.IsolationAnalysis;
import io.webhookisolation.manifest.ManifestException;
import io.webhookisolation.manifest.ManifestInput;
import io.webhookisolation.manifest.ManifestLimits;
import io.webhookisolation.manifest.ManifestReader;
import io.webhookisolation.manifest.ManifestSet;
import io.webhookisolation.model.Policy;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.suggest.Suggestions;
import java.io.InputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/**
 * An audit of manifests.
 *
 * @param files paths of files and folders, {@code -} for standard input
 * @param assumedNamespace empty for none
 */
record FileAudit(List<String> files, InputStream standardInput, String assumedNamespace, InstantSource clock)
        implements AuditSource {

    FileAudit {
        files = List.copyOf(files);
    }

    @Override
    public Audit read(Progress progress) {
        progress.say("Reading manifests");
        var manifests = manifests("default");
        return judge(manifests, manifests.snapshot(), progress);
    }

    /** Judges what these files make of the world. */
    Audit judge(ManifestSet manifests, Snapshot snapshot, Progress progress) {
        progress.say("Judging " + manifests.objects() + " objects");
        var analysis = IsolationAnalysis.analyse(snapshot, Policy.DEFAULT_LABEL_KEYS, clock.instant());
        var files = new AuditedFiles(Path.of("").toAbsolutePath());
        return new Audit(
                analysis, manifests.objects(), manifests.unknownKinds(), Suggestions.of(snapshot, analysis, files));
    }

    /** @param unnamed the namespace of objects that name none */
    ManifestSet manifests(String unnamed) {
        try {
            var inputs = files.stream()
                    .map(file -> ManifestInput.of(file, standardInput))
                    .toList();
            return new ManifestReader(ManifestLimits.DEFAULT).read(inputs, assumedNamespace, unnamed);
        } catch (ManifestException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        } catch (InvalidPathException e) {
            throw new CommandFailure(
                    "-f names '" + e.getInput() + "', which can be no path: " + e.getReason() + ".", e);
        }
    }
}
