package io.webhookisolation.app;

import io.webhookisolation.manifest.LabelPlaces;
import io.webhookisolation.manifest.ManifestLimits;
import io.webhookisolation.model.LabelPlace;
import io.webhookisolation.model.Source;
import io.webhookisolation.suggest.Manifests;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The audited files as text; each is read again when it is first asked for, since few of them need a change. */
final class AuditedFiles implements Manifests {

    private final Path current;
    private final Map<String, Optional<LabelPlaces>> read = new HashMap<>();

    /**
     * Prepares for the files of one audit.
     *
     * @param current the folder that the names in diffs start from; an absolute path
     */
    AuditedFiles(Path current) {
        this.current = current;
    }

    /**
     * Names of diffs go downwards only, since patch and git refuse all others: a file elsewhere is named from the root on.
     * A name that a diff would have to quote makes none.
     */
    @Override
    public Optional<FileText> text(String file) {
        var path = current.resolve(file).normalize();
        var below = path.startsWith(current);
        var base = below ? current : path.getRoot();
        var name = base.relativize(path).toString().replace('\\', '/');
        return name.chars().anyMatch(Character::isISOControl) || name.startsWith("\"")
                ? Optional.empty()
                : places(file).map(places -> new FileText(below ? "" : base.toString(), name, places.text()));
    }

    @Override
    public Optional<LabelPlace> place(Source object, List<String> path) {
        return places(object.file()).flatMap(places -> places.of(object, path));
    }

    private Optional<LabelPlaces> places(String file) {
        return read.computeIfAbsent(file, name -> LabelPlaces.read(name, ManifestLimits.DEFAULT));
    }
}
