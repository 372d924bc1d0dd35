package io.webhookisolation.demo;

import io.webhookisolation.scenario.AdmissionCalls;
import java.io.Console;
import java.io.PrintStream;
import java.util.Optional;

/** Tells the story on a terminal, or as plain text where there is none or {@code NO_COLOR} is set. */
final class Stage {

    private static final int SCENES = 7;

    private final PrintStream out;
    private final boolean colour;
    private int scene;

    Stage(PrintStream out, boolean colour) {
        this.out = out;
        this.colour = colour;
    }

    /** Maven forwards what we print, so a terminal shows only in the environment of the whole command. */
    static Stage onScreen() {
        var terminal = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .isPresent();
        return new Stage(System.out, terminal && System.getenv("NO_COLOR") == null);
    }

    void scene(String title) {
        scene++;
        out.println();
        out.println(paint("1", scene + "/" + SCENES + "  " + title));
    }

    void line(String text) {
        out.println("     " + text);
    }

    void good(String text) {
        line(paint("32", text));
    }

    void bad(String text) {
        line(paint("31", text));
    }

    /** A tick per call that was admitted, a cross per call that failed, and the first error in full. */
    void calls(AdmissionCalls calls) {
        var marks = new StringBuilder();
        for (var failure : calls.failures()) {
            marks.append(failure.isEmpty() ? paint("32", "✓") : paint("31", "✗"));
        }
        line(marks + "    " + (calls.count() - calls.failed()) + " admitted, " + calls.failed() + " failed");
        firstError(calls).ifPresent(this::bad);
    }

    private static Optional<String> firstError(AdmissionCalls calls) {
        return calls.errors().stream().findFirst().map(error -> {
            var cause = error.indexOf("failed calling webhook");
            return cause < 0 ? error : error.substring(cause);
        });
    }

    private String paint(String code, String text) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
