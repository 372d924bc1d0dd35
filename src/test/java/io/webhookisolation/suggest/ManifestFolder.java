package io.webhookisolation.suggest;

import io.webhookisolation.manifest.LabelPlaces;
import io.webhookisolation.manifest.ManifestLimits;
import io.webhookisolation.model.LabelPlace;
import io.webhookisolation.model.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Files of one folder, read as an audit reads them; names in diffs start from that folder. */
record ManifestFolder(Path folder, String start) implements Manifests {

    ManifestFolder(Path folder) {
        this(folder, "");
    }

    String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Override
    public Optional<FileText> text(String file) {
        return places(file)
                .map(places ->
                        new FileText(start, folder.relativize(Path.of(file)).toString(), places.text()));
    }

    @Override
    public Optional<LabelPlace> place(Source object, List<String> path) {
        return places(object.file()).flatMap(places -> places.of(object, path));
    }

    private static Optional<LabelPlaces> places(String file) {
        return LabelPlaces.read(file, ManifestLimits.DEFAULT);
    }
}
