package io.webhookisolation.suggest;

import io.webhookisolation.model.LabelPlace;
import io.webhookisolation.model.Source;
import java.util.List;
import java.util.Optional;

/** The files that were audited, as text. */
public interface Manifests {

    /** For a cluster: there are none. */
    Manifests NONE = new Manifests() {
        @Override
        public Optional<FileText> text(String file) {
            return Optional.empty();
        }

        @Override
        public Optional<LabelPlace> place(Source object, List<String> path) {
            return Optional.empty();
        }
    };

    /** A file by the path of its objects' {@link Source}; empty if a diff cannot change it. */
    Optional<FileText> text(String file);

    /** Where the map at this path of an object takes another entry; empty if no plain insertion is right. */
    Optional<LabelPlace> place(Source object, List<String> path);

    /**
     * A file that a diff can change.
     *
     * @param folder the folder that {@code name} starts from, empty for the current one
     * @param name path with slashes, without any {@code ..}
     * @param text all of it
     */
    record FileText(String folder, String name, String text) {}
}
