package io.webhookisolation.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.model.FindingCode;
import io.webhookisolation.model.Predicate;
import io.webhookisolation.model.SelectorState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody follows this page at night: it must name nothing that does not exist. */
class TroubleshootingPageTest {

    private final String page;

    TroubleshootingPageTest() throws IOException {
        page = Files.readString(Path.of("docs", "operations", "troubleshooting.md"));
    }

    @Test
    void each_code_that_it_names_exists() {
        // when
        var named = found("WI\\d+");

        // then
        assertThat(Stream.of(FindingCode.values()).map(FindingCode::name)).containsAll(named);
        assertThat(named).hasSizeGreaterThan(10);
    }

    @Test
    void each_predicate_stands_there_by_number_and_name() {
        assertThat(Stream.of(Predicate.values()).map(predicate -> "`" + predicate + " " + predicate.title() + "`"))
                .allSatisfy(name -> assertThat(page).contains(name));
    }

    @Test
    void each_state_that_needs_somebody_stands_there_and_no_other() {
        // given
        var states = Stream.of(SelectorState.values()).map(SelectorState::reason);

        // when
        var listed = found("(?m)(?<=^\\| state \\| `)\\w+");

        // then
        assertThat(states).containsAll(listed);
        assertThat(listed)
                .contains(
                        "ManagedElsewhere",
                        "NoDistinguishingLabel",
                        "AwaitingRollout",
                        "SimulationRejected",
                        "RolledBack",
                        "RevertSkipped");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Missing permission:", "Forbidden", "ConflictingPolicy", "InvalidPolicy", "SelectorReverted"})
    void each_of_our_words_stands_in_our_code_as_well(String word) throws IOException {
        assertThat(page).contains("`" + word + "`");
        assertThat(sources()).contains(word);
    }

    private Set<String> found(String pattern) {
        return Pattern.compile(pattern)
                .matcher(page)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }

    private static String sources() throws IOException {
        var all = new StringBuilder();
        for (var folder : new String[] {"report", "model", "reconcile", "plan"}) {
            try (var files = Files.walk(Path.of("src/main/java/io/webhookisolation", folder))) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    all.append(Files.readString(file));
                }
            }
        }
        return all.toString();
    }
}
