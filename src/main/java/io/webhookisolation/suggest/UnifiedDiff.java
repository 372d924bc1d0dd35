package io.webhookisolation.suggest;

import io.webhookisolation.suggest.Manifests.FileText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A unified diff between two states of one file, each of them its text with some insertions.
 *
 * <p>It has no {@code diff --git} line, so {@code git apply} takes names from the current folder on, as {@code patch}
 * does.
 */
final class UnifiedDiff {

    private static final int CONTEXT = 3;
    private static final Pattern LINE_END = Pattern.compile("(?<=\n)");

    private final FileText file;
    private final List<Op> ops = new ArrayList<>();

    private UnifiedDiff(FileText file) {
        this.file = file;
    }

    /** A line that stays (space), goes (minus) or comes (plus); only the last line of a file may lack its end. */
    private record Op(char sign, String line) {
        boolean isChange() {
            return sign != ' ';
        }

        String print() {
            return sign + (line.endsWith("\n") ? line : line + "\n\\ No newline at end of file\n");
        }
    }

    /**
     * The diff.
     *
     * @param before what was inserted already
     * @param added what is inserted now
     */
    static String of(FileText file, List<Insertion> before, List<Insertion> added) {
        var diff = new UnifiedDiff(file);
        diff.compareStates(
                before, Stream.concat(before.stream(), added.stream()).toList());
        return diff.print();
    }

    private void compareStates(List<Insertion> before, List<Insertion> after) {
        var number = 0;
        for (var line : lines(file.text())) {
            number++;
            compareLine(with(line, number, before), with(line, number, after));
        }
    }

    /** Text of one line with all that goes into it, from right to left so that columns stay true. */
    private static List<String> with(String line, int number, List<Insertion> insertions) {
        var text = new StringBuilder(line);
        insertions.stream()
                .filter(insertion -> insertion.line() == number)
                .sorted(Comparator.comparingInt(Insertion::column).reversed())
                .forEach(insertion -> text.insert(insertion.column(), insertion.text()));
        return lines(text);
    }

    /** Each with its end. */
    private static List<String> lines(CharSequence text) {
        return LINE_END.splitAsStream(text).toList();
    }

    private void compareLine(List<String> old, List<String> fresh) {
        var same = 0;
        while (same < old.size() && same < fresh.size() && old.get(same).equals(fresh.get(same))) {
            same++;
        }
        old.subList(0, same).forEach(line -> ops.add(new Op(' ', line)));
        old.subList(same, old.size()).forEach(line -> ops.add(new Op('-', line)));
        fresh.subList(same, fresh.size()).forEach(line -> ops.add(new Op('+', line)));
    }

    private String print() {
        // Git ends a name that holds a space by a tab, and both tools read it so.
        var end = file.name().contains(" ") ? "\t\n" : "\n";
        var out = new StringBuilder("--- a/" + file.name() + end + "+++ b/" + file.name() + end);
        var next = 0;
        while ((next = nextChange(next)) < ops.size()) {
            var from = Math.max(0, next - CONTEXT);
            var to = Math.min(ops.size(), endOfHunk(next) + CONTEXT);
            out.append(hunk(from, to));
            next = to;
        }
        return out.toString();
    }

    private int nextChange(int from) {
        var index = from;
        while (index < ops.size() && !ops.get(index).isChange()) {
            index++;
        }
        return index;
    }

    /** Just after the last change that belongs to the hunk of this one: what is nearer would share lines of context. */
    private int endOfHunk(int change) {
        var end = change + 1;
        for (var next = nextChange(end); next < ops.size() && next - end <= 2 * CONTEXT; next = nextChange(end)) {
            end = next + 1;
        }
        return end;
    }

    private String hunk(int from, int to) {
        var hunk = ops.subList(from, to);
        var text = new StringBuilder("@@ -" + range('+', from, hunk) + " +" + range('-', from, hunk) + " @@\n");
        hunk.forEach(op -> text.append(op.print()));
        return text.toString();
    }

    /** First line and number of lines in one of the two files, that is without what stands only in the other. */
    private String range(char absent, int from, List<Op> hunk) {
        return (1 + count(absent, ops.subList(0, from))) + "," + count(absent, hunk);
    }

    private static long count(char absent, List<Op> ops) {
        return ops.stream().filter(op -> op.sign() != absent).count();
    }
}
