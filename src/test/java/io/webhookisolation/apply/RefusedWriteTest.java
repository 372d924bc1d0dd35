package io.webhookisolation.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.cluster.proxy.Call;
import io.webhookisolation.cluster.proxy.Faults;
import io.webhookisolation.model.StepResult;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusedWriteTest {

    private final OneService service = OneService.appliedBy("helm");

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void saysThatTheServiceMoved() {
        // given
        var step = service.narrow();
        service.labelledBy("somebody");

        // when
        var result = service.take(step);

        // then
        assertThat(result)
                .isEqualTo(new StepResult.Moved("Operation cannot be fulfilled on services \"lws-webhook-service\": the"
                        + " object has been modified; please apply your changes to the latest version and try again"));
        assertUntouched();
    }

    @Test
    void saysThatTheServiceIsGone() {
        // given
        var step = service.narrow();
        service.delete();

        // when
        var result = service.take(step);

        // then
        assertThat(result).isEqualTo(new StepResult.Moved("services \"lws-webhook-service\" not found"));
    }

    @Test
    void takesAFailedTestForAMove() {
        // given
        var step = service.restore();
        service.labelledBy("somebody");

        // when
        var result = service.take(step);

        // then
        assertThat(result)
                .isEqualTo(new StepResult.Moved("the server rejected our request due to an error in our request"));
        assertUntouched();
    }

    @Test
    void takesAnInvalidMergePatchForAFailure() {
        // given
        refuse(422, "Invalid", "spec.selector: Invalid value");

        // when
        var result = service.take(service.narrow());

        // then
        assertThat(result).isEqualTo(new StepResult.Failed("spec.selector: Invalid value", Optional.empty()));
    }

    @Test
    void namesVerbAndResourceOfAMissingPermission() {
        // given
        service.deny("patch", "services");

        // when
        var result = service.take(service.narrow());

        // then
        assertThat(result)
                .isEqualTo(new StepResult.Forbidden(
                        "patch",
                        "services",
                        "services \"lws-webhook-service\" is forbidden: User \"operator\" cannot patch resource"
                                + " \"services\" in API group \"\" in the namespace \"operators\""));
        assertUntouched();
    }

    @Test
    void namesTheWebhookThatDeniedTheWrite() {
        // given
        var message = "admission webhook \"guard.example.com\" denied the request: hands off";
        refuse(403, "Forbidden", message);

        // when
        var result = service.take(service.narrow());

        // then
        assertThat(result).isEqualTo(new StepResult.DeniedByWebhook("guard.example.com", message));
    }

    @Test
    void takesAnAdmissionPolicyForADenialAlthoughItAnswers422() {
        // given
        var message = "services \"x\" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: no";
        refuse(422, "Invalid", message);

        // when
        var result = service.take(service.restore());

        // then
        assertThat(result).isEqualTo(new StepResult.DeniedByWebhook("", message));
    }

    @ParameterizedTest
    @CsvSource({"429, TooManyRequests, 3", "500, InternalError, 0", "503, ServiceUnavailable, 7"})
    void leavesAFailureToTheNextReconcileAndPassesOnHowLongToWait(int code, String reason, int seconds) {
        // given
        service.faults().every(Call::isWrite, new Faults.Answer(code, reason, "busy", seconds));

        // when
        var result = service.take(service.narrow());

        // then
        var wait = Optional.of(seconds).filter(given -> given > 0).map(Duration::ofSeconds);
        assertThat(result).isEqualTo(new StepResult.Failed("busy", wait));
        assertThat(service.calls()).hasSize(1);
    }

    private void refuse(int code, String reason, String message) {
        service.faults().next(Call::isWrite, new Faults.Answer(code, reason, message, 0));
    }

    private void assertUntouched() {
        assertThat(service.live().getSpec().getSelector()).isEqualTo(Map.of("control-plane", "controller-manager"));
    }
}
