package io.webhookisolation.x509;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The search for blocks in a PEM text, step by step as Go's encoding/pem does it: from each END back to the nearest
 * BEGIN. Whoever reads block after block instead finds some that Go does not find.
 */
final class PemSearch {

    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "\n-----END ";
    private static final String DASHES = "-----";
    private static final Pattern BEGIN_LINE =
            Pattern.compile("(?d)^-----BEGIN (.*)-----[ \\t]*\\r?$", Pattern.MULTILINE);
    private static final Pattern WHITE_SPACE = Pattern.compile("[ \\t\\r\\n]+");

    private final String text;
    private final List<PemBlock> blocks = new ArrayList<>();
    private int at;

    PemSearch(String text) {
        this.text = text;
    }

    List<PemBlock> blocks() {
        for (var end = text.indexOf(END); end >= 0; end = text.indexOf(END, at)) {
            var begin = text.lastIndexOf(BEGIN, end - BEGIN.length());
            if (begin < at || (begin > at && text.charAt(begin - 1) != '\n')) {
                at = end + END.length();
            } else {
                reportUnfinished(begin);
                if (!read(begin, end)) {
                    return List.copyOf(blocks);
                }
            }
        }
        reportUnfinished(text.length());
        return List.copyOf(blocks);
    }

    /** Reads the block between this BEGIN and this END, and moves on; false if Go would give up here. */
    private boolean read(int begin, int end) {
        var typeLine = lineAt(begin + BEGIN.length());
        if (!typeLine.endsWith(DASHES)) {
            at = end + END.length();
            return true;
        }
        var body = nextLine(begin);
        var start = body;
        while (start < text.length() && lineAt(start).contains(":")) {
            start = nextLine(start);
        }
        var headers = start > body;
        if (start >= text.length() || (headers && start > end + END.length())) {
            return false;
        }
        var type = typeLine.substring(0, typeLine.length() - DASHES.length());
        var block = block(type, begin, headers, start, end);
        blocks.add(block);
        at = block.fault().isEmpty() ? nextLine(end + END.length() - 1) : end + END.length();
        return true;
    }

    private PemBlock block(String type, int begin, boolean headers, int start, int end) {
        if ((headers && start > end) || !lineAt(end + END.length()).equals(type + DASHES)) {
            return PemBlock.bad(type, lineNumber(begin), "has no END line");
        }
        var base64 =
                start < end ? WHITE_SPACE.matcher(text.substring(start, end)).replaceAll("") : "";
        try {
            // The JDK forgives missing padding, Go does not.
            return base64.length() % 4 == 0
                    ? PemBlock.good(
                            type,
                            lineNumber(begin),
                            headers,
                            Base64.getDecoder().decode(base64))
                    : PemBlock.bad(type, lineNumber(begin), "is not base64");
        } catch (IllegalArgumentException e) {
            return PemBlock.bad(type, lineNumber(begin), "is not base64");
        }
    }

    /** Each BEGIN up to here that no END belongs to. */
    private void reportUnfinished(int until) {
        var begin = BEGIN_LINE.matcher(text).region(at, until);
        while (begin.find()) {
            blocks.add(PemBlock.bad(begin.group(1), lineNumber(begin.start()), "has no END line"));
        }
    }

    /** What stands from here to the end of the line, without white space at its end. */
    private String lineAt(int from) {
        var newline = text.indexOf('\n', from);
        var end = newline < 0 ? text.length() : newline;
        if (newline > from && text.charAt(newline - 1) == '\r') {
            end--;
        }
        while (end > from && (text.charAt(end - 1) == ' ' || text.charAt(end - 1) == '\t')) {
            end--;
        }
        return text.substring(from, end);
    }

    private int nextLine(int from) {
        var newline = text.indexOf('\n', from);
        return newline < 0 ? text.length() : newline + 1;
    }

    private int lineNumber(int position) {
        return 1
                + (int) text.chars()
                        .limit(position)
                        .filter(character -> character == '\n')
                        .count();
    }
}
