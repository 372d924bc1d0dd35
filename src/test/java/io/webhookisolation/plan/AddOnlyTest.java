package io.webhookisolation.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.model.LabelSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AddOnlyTest {

    private final Scene scene = Scene.founding();

    @Test
    void refusesAKeyThatTheSelectorHasWithAnotherValue() {
        scene.add = LabelSet.of("control-plane", "lws");

        assertThat(objection())
                .contains("the selector of Service operators/lws-webhook already has"
                        + " control-plane=controller-manager");
    }

    @Test
    void refusesAProposalThatAddsNothing() {
        scene.add = LabelSet.EMPTY;

        assertThat(objection()).contains("no label is proposed for the selector of Service operators/lws-webhook");
    }

    private Optional<String> objection() {
        return new AddOnly().objection(scene.proposal());
    }
}
