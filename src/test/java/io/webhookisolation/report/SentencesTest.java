package io.webhookisolation.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.ManagerKind;
import io.webhookisolation.model.SelectorManager;
import io.webhookisolation.model.SelectorState;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "APPLIED           | NONE                | lws is narrowed to control-plane=controller-manager",
                "APPLIED           | HELM_3              | lws is narrowed to control-plane=controller-manager;"
                        + " x (y) keeps an added key, since an upgrade merges key by key",
                "APPLIED           | HELM_4              | lws is narrowed to control-plane=controller-manager;"
                        + " x (y) restores its own selector with the next upgrade",
                "MANAGED_ELSEWHERE | KUBECTL_SERVER_SIDE | lws is not narrowed:"
                        + " x (y) restores its own selector with the next apply"
            })
    void foretellsWhatTheManagerWillDo(SelectorState state, ManagerKind kind, String sentence) {
        // given
        var manager = kind == ManagerKind.NONE ? SelectorManager.NONE : new SelectorManager(kind, "x", "y");
        var plan = ServicePlans.managed("lws", state, manager);

        // when
        var said = Sentences.standing(new Standing(plan, state, ServicePlans.BROAD, LabelSet.EMPTY, ""));

        // then
        assertThat(said).isEqualTo(sentence);
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
