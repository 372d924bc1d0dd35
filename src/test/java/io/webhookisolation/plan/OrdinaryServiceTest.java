package io.webhookisolation.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.model.Endpoint;
import io.webhookisolation.model.LabelSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OrdinaryServiceTest {

    private final Scene scene = Scene.founding();

    @Test
    void refusesAnAlias() {
        scene.externalName = Optional.of("example.org");

        assertThat(objection()).contains("Service operators/lws-webhook is an alias of example.org");
    }

    @Test
    void refusesAServiceWithoutSelector() {
        scene.selector = LabelSet.EMPTY;

        assertThat(objection()).contains("Service operators/lws-webhook has no selector");
    }

    @Test
    void refusesAHeadlessService() {
        scene.headless = true;

        assertThat(objection().orElseThrow()).contains("is headless");
    }

    @Test
    void refusesTheServiceOfAStatefulSet() {
        scene.governs = true;

        assertThat(objection().orElseThrow()).contains("governs a StatefulSet");
    }

    @Test
    void refusesAServiceThatIsBeingDeleted() {
        scene.terminating = true;

        assertThat(objection().orElseThrow()).contains("is being deleted");
    }

    @Test
    void refusesAServiceWhoseUndoRecordCannotBeRead() {
        scene.corruptRecord = true;

        assertThat(objection().orElseThrow()).contains("remove its annotation webhook-isolation.io/applied");
    }

    @Test
    void refusesAServiceThatNoWriteCanName() {
        scene.uid = "";

        assertThat(objection().orElseThrow()).contains("has no UID or resourceVersion");

        scene.uid = "uid";
        scene.resourceVersion = "";

        assertThat(objection().orElseThrow()).contains("has no UID or resourceVersion");
    }

    @Test
    void refusesEndpointsWrittenByHand() {
        scene.slice(
                false,
                new TreeMap<>(),
                new Endpoint(List.of("10.9.9.9"), true, true, false, "", "", "", Optional.empty()));

        assertThat(objection())
                .contains("Service operators/lws-webhook has endpoints written by hand: EndpointSlice/slice-2");
    }

    private Optional<String> objection() {
        return new OrdinaryService().objection(scene.proposal());
    }
}
