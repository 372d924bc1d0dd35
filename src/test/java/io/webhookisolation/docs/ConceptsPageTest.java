package io.webhookisolation.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.model.Predicate;
import io.webhookisolation.model.SelectorState;
import io.webhookisolation.model.ServiceClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConceptsPageTest {

    private final String page;

    ConceptsPageTest() throws IOException {
        page = Files.readString(Path.of("docs", "concepts.md"));
    }

    @Test
    void it_lists_the_classes_in_the_order_in_which_the_first_that_applies_wins() {
        // given
        var classes = Stream.of(ServiceClass.values()).map(ServiceClass::reason).toList();

        // when
        var listed = firstCells("## Classes");

        // then
        assertThat(listed).isEqualTo(classes);
    }

    @Test
    void it_lists_every_safety_predicate_by_the_name_that_status_uses() {
        // given
        var rows =
                Stream.of(Predicate.values()).map(predicate -> "| " + predicate + " | `" + predicate.title() + "` |");

        // when
        var section = section("## Safety predicates");

        // then
        assertThat(rows).allSatisfy(row -> assertThat(section).contains(row));
    }

    @Test
    void it_lists_every_state_of_a_selector() {
        // given
        var states = Stream.of(SelectorState.values()).map(SelectorState::reason);

        // when
        var listed = firstCells("## State of a selector");

        // then
        assertThat(listed).containsExactlyInAnyOrderElementsOf(states.toList());
    }

    private List<String> firstCells(String heading) {
        return section(heading)
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(3, line.indexOf('`', 3)))
                .toList();
    }

    private String section(String heading) {
        var start = page.indexOf(heading + "\n");
        assertThat(start).as(heading).isNotNegative();
        var end = page.indexOf("\n## ", start + heading.length());
        return end < 0 ? page.substring(start) : page.substring(start, end);
    }
}
