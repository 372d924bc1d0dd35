package io.webhookisolation.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webhookisolation.cluster.proxy.Call;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.StepResult;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SelectorChangeTest {

    private final OneService service = OneService.appliedBy("helm");

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void refusesToNarrowByAKeyThatTheSelectorAlreadyHas() {
        // given
        var change = service.narrow(LabelSet.of("control-plane", "other"));

        // when, then
        assertThatThrownBy(() -> service.take(change))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must add keys and change none")
                .hasMessageContaining("control-plane");
        assertThat(service.calls()).isEmpty();
    }

    @Test
    void narrowsByOneMergePatchThatNamesUidAndVersion() {
        // given
        var step = service.narrow();

        // when
        var result = service.take(step);

        // then
        assertThat(result).isEqualTo(new StepResult.Done(service.version(), ""));
        assertThat(service.live().getSpec().getSelector())
                .isEqualTo(Map.of("control-plane", "controller-manager", "app.kubernetes.io/name", "lws"));
        var patch = service.calls().getFirst();
        assertThat(patch)
                .extracting(Call::verb, Call::resource, Call::namespace, Call::name, Call::manager, Call::dryRun)
                .containsExactly("patch", "services", "operators", "lws-webhook-service", "webhook-isolation", false);
        assertThat(patch.contentType()).startsWith("application/merge-patch+json");
        assertThat(patch.body())
                .isEqualTo("{\"metadata\":{\"uid\":\"%s\",\"resourceVersion\":\"%s\",\"annotations\":"
                                .formatted(step.uid(), step.resourceVersion())
                        + "{\"webhook-isolation.io/applied\":\"{\\\"added\\\":{\\\"app.kubernetes.io/name\\\":\\\"lws\\\"},"
                        + "\\\"formerManager\\\":\\\"\\\",\\\"time\\\":\\\"2026-11-23T10:00:00Z\\\","
                        + "\\\"policy\\\":\\\"operators/webhooks\\\"}\"}},"
                        + "\"spec\":{\"selector\":{\"app.kubernetes.io/name\":\"lws\"}}}");
    }

    @Test
    void restoresOnlyKeysThatStillHaveOurValue() {
        // given
        service.take(service.narrow());
        var step = service.restore();
        var before = service.calls().size();

        // when
        var result = service.take(step);

        // then
        assertThat(result).isEqualTo(new StepResult.Done(service.version(), ""));
        assertThat(service.live().getSpec().getSelector()).isEqualTo(OneService.BROAD.entries());
        var patch = service.calls().get(before);
        assertThat(patch.manager()).isEqualTo("webhook-isolation");
        assertThat(patch.contentType()).startsWith("application/json-patch+json");
        assertThat(patch.body())
                .isEqualTo("[{\"op\":\"test\",\"path\":\"/metadata/uid\",\"value\":\"%s\"},".formatted(step.uid())
                        + "{\"op\":\"test\",\"path\":\"/metadata/resourceVersion\",\"value\":\"%s\"},"
                                .formatted(step.resourceVersion())
                        + "{\"op\":\"test\",\"path\":\"/spec/selector/app.kubernetes.io~1name\",\"value\":\"lws\"},"
                        + "{\"op\":\"remove\",\"path\":\"/spec/selector/app.kubernetes.io~1name\"},"
                        + "{\"op\":\"remove\",\"path\":\"/metadata/annotations/webhook-isolation.io~1applied\"}]");
    }
}
