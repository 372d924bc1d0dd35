package io.webhookisolation.suggest;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.model.Given;
import io.webhookisolation.model.Evidence;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.Relation;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On what evidence a suggestion says that a workload owns a Service or is foreign to it. */
class SubjectsTest {

    private static final LabelSet LABEL = LabelSet.of("app", "one");
    private static final Evidence WEAK = new Evidence("E1", 5, "a name is alike");
    private static final Evidence STRONG = new Evidence("E9", -100, "another chart brought it");
    private static final Evidence SHOWN_ONLY = new Evidence("E3", 0, "it is new");

    @Test
    void the_strongest_evidence_is_shown_whether_for_or_against() {
        assertThat(evidence(Wanted.narrow("hook", LABEL).with("a", Relation.FOREIGN, WEAK, SHOWN_ONLY, STRONG)))
                .containsExactly("Deployment/a is foreign (E9 -100: another chart brought it)");
    }

    @Test
    void what_decides_nothing_is_no_evidence() {
        assertThat(evidence(Wanted.narrow("hook", LABEL).owner("a", SHOWN_ONLY)))
                .containsExactly("Deployment/a owns it");
    }

    @ParameterizedTest
    @CsvSource({"3, Deployment/foreign-3 is foreign", "4, 1 more are foreign", "9, 6 more are foreign"})
    void three_foreign_workloads_are_named_and_the_rest_counted(int foreign, String last) {
        var wanted = IntStream.rangeClosed(1, foreign)
                .boxed()
                .reduce(
                        Wanted.narrow("hook", LABEL),
                        (some, number) -> some.with("foreign-" + number, Relation.FOREIGN),
                        (one, other) -> other);

        assertThat(evidence(wanted)).hasSize(Math.min(foreign, 4)).endsWith(last);
    }

    private static List<String> evidence(Wanted wanted) {
        var world = Given.cluster().service("hook").snapshot();
        return Wanted.suggestions(world, Manifests.NONE, wanted)
                .getFirst()
                .subjects()
                .getFirst()
                .evidence();
    }
}
