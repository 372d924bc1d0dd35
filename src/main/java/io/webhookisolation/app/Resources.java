package io.webhookisolation.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Text that is bundled with the program; that a resource is there is checked by a test, not at run time. */
final class Resources {

    private Resources() {}

    static String text(String path) {
        try (var stream = Resources.class.getClassLoader().getResourceAsStream(path)) {
            if (stream == null) {
                throw new IllegalStateException("this build lacks its resource " + path);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the bundled resource " + path, e);
        }
    }
}
