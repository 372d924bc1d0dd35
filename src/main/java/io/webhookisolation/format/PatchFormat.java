package io.webhookisolation.format;

import io.webhookisolation.suggest.Part;
import io.webhookisolation.suggest.Suggestion;
import io.webhookisolation.suggest.Suggestion.Subject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Suggestions as text that programs take: of files a patch for {@code patch} and {@code git apply}, of a cluster a script
 * for a shell. What is said to people stands in comments, which both pass over.
 */
public final class PatchFormat {

    public String print(List<Suggestion> suggestions) {
        var out = new StringBuilder();
        for (var suggestion : suggestions) {
            out.append(out.isEmpty() ? "" : "\n");
            head(suggestion, out);
            parts(suggestion.parts(), out);
        }
        return out.toString();
    }

    private static void head(Suggestion suggestion, StringBuilder out) {
        suggestion.subjects().forEach(subject -> head(subject, out));
        comment("Manager: " + suggestion.manager().foretold(), out);
        comment("Form: " + suggestion.form().title(), out);
        suggestion.needs().forEach(need -> comment("Needs: " + need, out));
    }

    private static void head(Subject subject, StringBuilder out) {
        comment(
                "Service: " + subject.service()
                        + (subject.source().isCluster()
                                ? ""
                                : " in " + subject.source().file() + ":"
                                        + subject.source().line()),
                out);
        comment("  " + subject.change(), out);
        subject.evidence().forEach(line -> comment("  " + line, out));
    }

    private static void parts(List<Part> parts, StringBuilder out) {
        var folders = new HashSet<String>();
        for (var part : parts) {
            comment("Apply: " + part.instruction(), out);
            switch (part) {
                case Part.Command(var _, var line, var later) -> print(line + "\n", later, out);
                case Part.NewFile file -> print(file, folders, out);
                case Part.Diff(var _, var text, var later) -> print(text, later, out);
                case Part.Note(var _, var text) -> comments(text, out);
            }
        }
    }

    /** What is right only later must not be done by a pipe, so it is shown in comments. */
    private static void print(String text, boolean later, StringBuilder out) {
        if (later) {
            comments(text, out);
        } else {
            out.append(text);
        }
    }

    /** A quoted delimiter, so that the shell leaves the text alone. */
    private static void print(Part.NewFile file, Set<String> folders, StringBuilder out) {
        var folder = file.path().substring(0, file.path().lastIndexOf('/'));
        if (folders.add(folder)) {
            out.append("mkdir -p ").append(folder).append('\n');
        }
        out.append("cat > ").append(file.path()).append(" <<'EOF'\n");
        out.append(file.text());
        out.append("EOF\n");
        if (file.executable()) {
            out.append("chmod +x ").append(file.path()).append('\n');
        }
    }

    private static void comments(String text, StringBuilder out) {
        text.lines().forEach(line -> comment("  " + line, out));
    }

    private static void comment(String text, StringBuilder out) {
        out.append("# ").append(Printable.of(text)).append('\n');
    }
}
