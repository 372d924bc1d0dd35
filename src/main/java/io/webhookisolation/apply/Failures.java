package io.webhookisolation.apply;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusDetails;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.webhookisolation.model.StepResult;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the API server's answer to a refused write. */
final class Failures {

    /** The wording of k8s.io/apiserver, admission/plugin/webhook/errors. */
    private static final Pattern WEBHOOK_DENIAL = Pattern.compile("admission webhook \"([^\"]+)\" denied the request");

    /** The wording of k8s.io/apiserver, admission/plugin/policy/validating; it answers 422 unless it names a reason. */
    private static final Pattern POLICY_DENIAL =
            Pattern.compile("ValidatingAdmissionPolicy '[^']*' with binding '[^']*' denied request");

    /** The wording of k8s.io/apimachinery, api/errors; a failing {@code test} is told in other words. */
    private static final String INVALID = " is invalid: ";

    private Failures() {}

    static StepResult ofCreate(KubernetesClientException failure, String resource) {
        return of(failure, "create", resource, false);
    }

    static StepResult ofPatch(KubernetesClientException failure, PatchType type, String resource) {
        return of(failure, "patch", resource, type == PatchType.JSON);
    }

    private static StepResult of(KubernetesClientException failure, String verb, String resource, boolean guarded) {
        var message = message(failure);
        var webhook = WEBHOOK_DENIAL.matcher(message);
        if (webhook.find()) {
            return new StepResult.DeniedByWebhook(webhook.group(1), message);
        }
        if (POLICY_DENIAL.matcher(message).find()) {
            return new StepResult.DeniedByWebhook("", message);
        }
        return switch (failure.getCode()) {
            case 403 -> new StepResult.Forbidden(verb, resource, message);
            case 404, 409 -> new StepResult.Moved(message);
            case 422 -> unprocessable(guarded, message);
            default -> new StepResult.Failed(message, retryAfter(failure));
        };
    }

    /** A JSON patch whose {@code test} fails is answered with 422, as is a write whose outcome would be invalid. */
    private static StepResult unprocessable(boolean guarded, String message) {
        return guarded && !message.contains(INVALID)
                ? new StepResult.Moved(message)
                : new StepResult.Failed(message, Optional.empty());
    }

    private static String message(KubernetesClientException failure) {
        return Optional.ofNullable(failure.getStatus())
                .map(Status::getMessage)
                .filter(text -> !text.isBlank())
                .or(() -> Optional.ofNullable(failure.getMessage()))
                .orElseGet(() -> failure.getClass().getSimpleName());
    }

    private static Optional<Duration> retryAfter(KubernetesClientException failure) {
        return Optional.ofNullable(failure.getStatus())
                .map(Status::getDetails)
                .map(StatusDetails::getRetryAfterSeconds)
                .filter(Objects::nonNull)
                .filter(seconds -> seconds > 0)
                .map(Duration::ofSeconds);
    }
}
