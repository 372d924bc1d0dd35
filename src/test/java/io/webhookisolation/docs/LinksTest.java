package io.webhookisolation.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LinksTest {

    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#\\s]*)(?:#([^)\\s]+))?\\)");

    private static final Pattern NOT_IN_ANCHOR = Pattern.compile("[^\\p{L}\\p{N} _-]");

    static List<Path> pages() throws IOException {
        try (var docs = Files.walk(Path.of("docs"));
                var deploy = Files.walk(Path.of("deploy"));
                var root = Files.list(Path.of(""))) {
            return Stream.of(docs, deploy, root)
                    .flatMap(files -> files)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void every_relative_link_leads_to_a_file_and_a_heading_that_exist(Path page) throws IOException {
        // given
        var links = LINK.matcher(Files.readString(page)).results().toList();

        // when
        var dead = links.stream()
                .filter(link -> !leadsSomewhere(page, link.group(1), link.group(2)))
                .map(MatchResult::group);

        // then
        assertThat(dead).as("dead links in %s", page).isEmpty();
    }

    private static boolean leadsSomewhere(Path page, String file, @Nullable String anchor) {
        var target = file.isEmpty() ? page : page.resolveSibling(file);
        return Files.exists(target) && (anchor == null || anchors(target).contains(anchor));
    }

    /** As GitHub makes them: lower case, punctuation dropped, blanks to hyphens. */
    private static List<String> anchors(Path page) {
        try {
            return Files.readString(page)
                    .lines()
                    .filter(line -> line.startsWith("#"))
                    .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
                    .map(heading ->
                            NOT_IN_ANCHOR.matcher(heading).replaceAll("").replace(' ', '-'))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
