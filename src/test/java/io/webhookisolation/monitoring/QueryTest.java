package io.webhookisolation.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.monitoring.Query.Selection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueryTest {

    @Test
    void names_each_metric_with_the_labels_that_it_is_matched_by() {
        // when
        var query = Query.of("""
                max by (a, b) (first{one="x",two=~"y|z"})
                  * on (b) group_left ()
                sum(label_replace(rate(second[5m]), "to", "$1", "from", "(.*)")) > 7 * 86400 or time() - third
                """);

        // then
        assertThat(query.selections())
                .containsExactly(
                        new Selection("first", Map.of("one", List.of("x"), "two", List.of("y", "z"))),
                        new Selection("second", Map.of()),
                        new Selection("third", Map.of()));
        assertThat(query.groupings()).containsExactly("a", "b");
    }
}
