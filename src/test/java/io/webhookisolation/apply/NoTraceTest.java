package io.webhookisolation.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.cluster.proxy.Faults;
import io.webhookisolation.model.StepResult;
import org.junit.jupiter.api.Test;

/** No entry of ours stays in {@code managedFields}: the next apply of the Service's real owner would conflict with it. */
class NoTraceTest {

    @Test
    void standsByAWriteWhoseEntryCouldNotBeRemoved() {
        try (var service = OneService.appliedBy("helm")) {
            // given
            service.faults()
                    .next(
                            call -> call.contentType().startsWith("application/json-patch"),
                            new Faults.Answer(422, "Invalid", "the test failed", 0));

            // when
            var result = service.take(service.narrow());

            // then
            assertThat(result).isEqualTo(new StepResult.Done(service.version(), "the test failed"));
            assertThat(service.managers()).containsExactly("helm", "webhook-isolation");
            assertThat(service.live().getSpec().getSelector()).containsAllEntriesOf(OneService.NAME.entries());
        }
    }

    @Test
    void leavesNoTrace() {
        try (var service = OneService.appliedBy("helm")) {
            // given
            service.labelledBy("kube-controller-manager");
            var step = service.narrow();

            // when
            var result = service.take(step);

            // then
            assertThat(result).isEqualTo(new StepResult.Done(service.version(), ""));
            assertThat(service.managers()).containsExactly("helm", "kube-controller-manager");
            assertThat(service.calls()).hasSize(2);
            var release = service.calls().getLast();
            assertThat(release.contentType()).startsWith("application/json-patch+json");
            assertThat(release.body())
                    .matches("\\Q[{\"op\":\"test\",\"path\":\"/metadata/uid\",\"value\":\"" + step.uid() + "\"},\\E"
                            + "\\Q{\"op\":\"test\",\"path\":\"/metadata/resourceVersion\",\"value\":\"\\E\\d+\\Q\"},\\E"
                            + "\\Q{\"op\":\"test\",\"path\":\"/metadata/managedFields/2/manager\",\"value\":\"webhook-isolation\"},\\E"
                            + "\\Q{\"op\":\"remove\",\"path\":\"/metadata/managedFields/2\"}]\\E");
        }
    }

    @Test
    void clearsThemWhereOurEntryIsTheOnlyOne() {
        try (var service = OneService.appliedBy("webhook-isolation")) {
            // when
            service.take(service.narrow());

            // then
            assertThat(service.calls().getLast().body())
                    .endsWith("{\"op\":\"replace\",\"path\":\"/metadata/managedFields\",\"value\":[{}]}]");
            assertThat(service.managers()).isEmpty();
        }
    }

    @Test
    void removesAnEntryThatWasLeftBehind() {
        try (var service = OneService.appliedBy("helm")) {
            // given
            service.labelledBy("webhook-isolation");
            service.labelledBy("kube-controller-manager");
            var step = service.release();

            // when
            var result = service.take(step);

            // then
            assertThat(result).isEqualTo(new StepResult.Done(service.version(), ""));
            assertThat(service.managers()).containsExactly("helm", "kube-controller-manager");
            assertThat(service.calls()).hasSize(2);
            assertThat(service.calls().getFirst().body())
                    .isEqualTo("{\"metadata\":{\"uid\":\"%s\",\"resourceVersion\":\"%s\"}}"
                            .formatted(step.uid(), step.resourceVersion()));
            assertThat(service.calls().getLast().body()).contains("/metadata/managedFields/1");
        }
    }
}
