package io.webhookisolation.manifest;

import java.util.List;

/** Input that cannot be read as manifests; the message has one line per problem, ready for the user. */
public final class ManifestException extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 20;

    private final transient List<String> problems;

    ManifestException(List<String> problems) {
        super(message(problems));
        this.problems = List.copyOf(problems);
    }

    /** Each as {@code file:line:column: sentence}; all of them, also those that the message leaves out. */
    public List<String> problems() {
        return problems;
    }

    private static String message(List<String> problems) {
        var shown = String.join("\n", problems.subList(0, Math.min(SHOWN, problems.size())));
        return problems.size() > SHOWN ? shown + "\n… and " + (problems.size() - SHOWN) + " more files" : shown;
    }
}
