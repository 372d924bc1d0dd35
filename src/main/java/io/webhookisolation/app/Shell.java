package io.webhookisolation.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * What a command may know of the shell that called it, so that tests can stand in for one.
 *
 * <p>Both streams write UTF-8 whatever the locale: JSON is UTF-8, and a report must not depend on who asked for it.
 */
record Shell(
        InputStream in,
        PrintStream out,
        PrintStream err,
        boolean outIsTerminal,
        boolean errIsTerminal,
        Map<String, String> environment) {

    /** Java cannot ask whether one stream is a terminal, so bin/webhook-isolation does and sets these. */
    private static final String OUT_PROPERTY = "webhook-isolation.stdout-is-terminal";

    private static final String ERR_PROPERTY = "webhook-isolation.stderr-is-terminal";

    Shell {
        environment = Map.copyOf(environment);
    }

    static Shell ofProcess() {
        return new Shell(
                System.in,
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                Boolean.getBoolean(OUT_PROPERTY),
                Boolean.getBoolean(ERR_PROPERTY),
                System.getenv());
    }

    /** An environment variable; one that is set to nothing counts as not set. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    /** Whether to colour what goes to standard output (no-color.org). */
    boolean coloursOutput() {
        return outIsTerminal && variable("NO_COLOR").isEmpty();
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
