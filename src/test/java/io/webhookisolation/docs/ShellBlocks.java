package io.webhookisolation.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What a page tells a reader to type: its fenced {@code sh} blocks, below a heading of the second level. */
public final class ShellBlocks {

    private static final Pattern SECTION = Pattern.compile("(?sm)^## ([^\\n]+)\\n(.*?)(?=^## |\\z)");
    private static final Pattern BLOCK = Pattern.compile("(?sm)^```sh\\n(.*?)^```$");

    private ShellBlocks() {}

    /** In the order of the page, to the letter; a heading that is not there is an error, and so is one with nothing to type. */
    public static List<String> below(Path page, String heading) {
        var blocks = BLOCK.matcher(section(page, heading))
                .results()
                .map(block -> block.group(1))
                .toList();
        if (blocks.isEmpty()) {
            throw new AssertionError(page + " has nothing to type below '" + heading + "'");
        }
        return blocks;
    }

    private static String section(Path page, String heading) {
        try {
            return SECTION.matcher(Files.readString(page))
                    .results()
                    .filter(section -> section.group(1).equals(heading))
                    .map(section -> section.group(2))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(page + " has no heading '" + heading + "'"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
