package io.webhookisolation.app;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A shell that remembers what was printed; no stream of it is a terminal unless a test says so. */
final class TestShell {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Shell shell;

    TestShell() {
        this("", false, Map.of());
    }

    TestShell(String standardInput, boolean terminal, Map<String, String> environment) {
        this.shell = new Shell(
                new ByteArrayInputStream(standardInput.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminal,
                terminal,
                environment);
    }

    int run(String... arguments) {
        return Main.run(shell, arguments);
    }

    Shell shell() {
        return shell;
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
