package io.webhookisolation.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentencesTest {

    @ParameterizedTest
    @ValueSource(strings = {"aaaaaaaaaaaaaaaaaaaa", "ääääääääääääääää", "🦊🦊🦊🦊🦊🦊🦊🦊", "a🦊a🦊a🦊a🦊"})
    void shortensToBytesAndNeverSplitsACharacter(String text) {
        // when
        var shortened = Sentences.shortened(text, 10);

        // then
        assertThat(shortened.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(7, 10);
        assertThat(shortened).endsWith("…").doesNotContain("?");
        assertThat(text).startsWith(shortened.substring(0, shortened.length() - 1));
    }

    @Test
    void leavesAloneWhatIsShortEnough() {
        assertThat(Sentences.shortened("äöü", 6)).isEqualTo("äöü");
    }

    @Test
    void listsUpToThree() {
        assertThat(Sentences.listed(List.of("a", "b", "c"))).isEqualTo("a; b; c");
        assertThat(Sentences.listed(List.of("a", "b", "c", "d", "e"))).isEqualTo("a; b; c; and 2 more");
    }
}
