package io.webhookisolation.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * One file to read.
 *
 * @param name path as the user gave it, {@code -} for standard input
 * @param folder the folder that the user named and that the file was found in; empty if he named the file itself
 * @param chartFolder the folder of the chart that the file lies in
 */
record ManifestFile(String name, Optional<String> folder, Optional<String> chartFolder, Content content) {

    static final String STANDARD_INPUT = "-";

    /** Opens the file; the reader closes what it gets. */
    @FunctionalInterface
    interface Content {
        InputStream open() throws IOException;
    }

    boolean isStandardInput() {
        return name.equals(STANDARD_INPUT);
    }

    /** A file without objects is a mistake only where the user named the file. */
    boolean mayHoldNoObject() {
        return folder.isPresent();
    }
}
