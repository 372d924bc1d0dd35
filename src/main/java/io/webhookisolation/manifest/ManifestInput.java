package io.webhookisolation.manifest;

import java.io.InputStream;
import java.nio.file.Path;

/** What a user names as source of manifests. */
public sealed interface ManifestInput {

    /** A file, or a folder whose files {@code *.yaml}, {@code *.yml} and {@code *.json} are read, however deep. */
    record AtPath(Path path) implements ManifestInput {}

    /** Standard input; the caller closes the stream. */
    record StandardInput(InputStream stream) implements ManifestInput {}

    /** {@code -} is standard input, everything else a path. */
    static ManifestInput of(String argument, InputStream standardInput) {
        return argument.equals(ManifestFile.STANDARD_INPUT)
                ? new StandardInput(standardInput)
                : new AtPath(Path.of(argument));
    }
}
