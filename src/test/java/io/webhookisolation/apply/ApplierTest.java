package io.webhookisolation.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.http.RecordedRequest;
import io.webhookisolation.model.AppliedRecord;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.RestoreCause;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.Step;
import io.webhookisolation.model.StepResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApplierTest {

    private static final String PATH =
            "/api/v1/namespaces/operators/services/lws-webhook-service?fieldManager=webhook-isolation";
    private static final ServiceReference SERVICE = new ServiceReference("operators", "lws-webhook-service");
    private static final LabelSet BROAD = LabelSet.of("control-plane", "controller-manager");
    private static final LabelSet NAME = LabelSet.of("app.kubernetes.io/name", "lws");
    private static final Step.NarrowSelector NARROW = new Step.NarrowSelector(
            SERVICE,
            "u-1",
            "7",
            BROAD,
            NAME,
            new AppliedRecord(NAME, "", Instant.parse("2026-11-23T10:00:00Z"), "operators/webhooks"),
            "it reaches Deployment/kueue");
    private static final Step.RestoreSelector RESTORE =
            new Step.RestoreSelector(SERVICE, "u-1", "7", NAME, RestoreCause.REVERT, "the policy goes");

    private final KubernetesMockServer server = new KubernetesMockServer(false);
    private final KubernetesClient client;

    ApplierTest() {
        server.init();
        client = server.createClient();
    }

    @AfterEach
    void stop() {
        client.close();
        server.destroy();
    }

    @Test
    void refusesToNarrowByAKeyThatTheSelectorAlreadyHas() {
        // given
        var applier = new Applier(client);
        var change = new Step.NarrowSelector(
                SERVICE, "u-1", "7", BROAD, LabelSet.of("control-plane", "other"), NARROW.record(), "why");

        // when, then
        assertThatThrownBy(() -> applier.apply(change))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must add keys and change none")
                .hasMessageContaining("control-plane");
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void narrowsByOneMergePatchThatNamesUidAndVersion() throws InterruptedException {
        // given
        answer(200, service("8"));

        // when
        var result = new Applier(client).apply(NARROW);

        // then
        assertThat(result).isEqualTo(new StepResult.Done("8", ""));
        assertThat(server.getRequestCount()).isEqualTo(1);
        var request = request();
        assertThat(request.getMethod()).isEqualTo("PATCH");
        assertThat(request.getPath()).isEqualTo(PATH);
        assertThat(request.getHeader("Content-Type")).startsWith("application/merge-patch+json");
        assertThat(request.getUtf8Body())
                .isEqualTo("{\"metadata\":{\"uid\":\"u-1\",\"resourceVersion\":\"7\",\"annotations\":"
                        + "{\"webhook-isolation.io/applied\":\"{\\\"added\\\":{\\\"app.kubernetes.io/name\\\":\\\"lws\\\"},"
                        + "\\\"formerManager\\\":\\\"\\\",\\\"time\\\":\\\"2026-11-23T10:00:00Z\\\","
                        + "\\\"policy\\\":\\\"operators/webhooks\\\"}\"}},"
                        + "\"spec\":{\"selector\":{\"app.kubernetes.io/name\":\"lws\"}}}");
    }

    @Test
    void leavesNoTraceInManagedFields() throws InterruptedException {
        // given
        answer(200, service("8", "helm", "webhook-isolation", "kube-controller-manager"));
        answer(200, service("9", "helm", "kube-controller-manager"));

        // when
        var result = new Applier(client).apply(NARROW);

        // then
        assertThat(result).isEqualTo(new StepResult.Done("9", ""));
        request();
        var release = request();
        assertThat(release.getHeader("Content-Type")).startsWith("application/json-patch+json");
        assertThat(release.getUtf8Body())
                .isEqualTo("[{\"op\":\"test\",\"path\":\"/metadata/uid\",\"value\":\"u-1\"},"
                        + "{\"op\":\"test\",\"path\":\"/metadata/resourceVersion\",\"value\":\"8\"},"
                        + "{\"op\":\"test\",\"path\":\"/metadata/managedFields/1/manager\",\"value\":\"webhook-isolation\"},"
                        + "{\"op\":\"remove\",\"path\":\"/metadata/managedFields/1\"}]");
    }

    @Test
    void clearsManagedFieldsWhereOurEntryIsTheOnlyOne() throws InterruptedException {
        // given
        answer(200, service("8", "webhook-isolation"));
        answer(200, service("9"));

        // when
        new Applier(client).apply(NARROW);

        // then
        request();
        assertThat(request().getUtf8Body())
                .endsWith("{\"op\":\"replace\",\"path\":\"/metadata/managedFields\",\"value\":[{}]}]");
    }

    @Test
    void standsByAWriteWhoseEntryCouldNotBeRemoved() {
        // given
        answer(200, service("8", "webhook-isolation", "helm"));
        answer(422, status(422, "the test failed"));

        // when
        var result = new Applier(client).apply(NARROW);

        // then
        assertThat(result).isEqualTo(new StepResult.Done("8", "the test failed"));
    }

    @Test
    void removesAnEntryThatWasLeftBehind() throws InterruptedException {
        // given
        answer(200, service("7", "helm", "webhook-isolation"));
        answer(200, service("8", "helm"));

        // when
        var result = new Applier(client).apply(new Step.ReleaseFields(SERVICE, "u-1", "7", "left behind"));

        // then
        assertThat(result).isEqualTo(new StepResult.Done("8", ""));
        assertThat(request().getUtf8Body()).isEqualTo("{\"metadata\":{\"uid\":\"u-1\",\"resourceVersion\":\"7\"}}");
        assertThat(request().getUtf8Body()).contains("/metadata/managedFields/1");
    }

    @Test
    void restoresOnlyKeysThatStillHaveOurValue() throws InterruptedException {
        // given
        answer(200, service("8"));

        // when
        var result = new Applier(client).apply(RESTORE);

        // then
        assertThat(result).isEqualTo(new StepResult.Done("8", ""));
        var request = request();
        assertThat(request.getHeader("Content-Type")).startsWith("application/json-patch+json");
        assertThat(request.getUtf8Body())
                .isEqualTo("[{\"op\":\"test\",\"path\":\"/metadata/uid\",\"value\":\"u-1\"},"
                        + "{\"op\":\"test\",\"path\":\"/metadata/resourceVersion\",\"value\":\"7\"},"
                        + "{\"op\":\"test\",\"path\":\"/spec/selector/app.kubernetes.io~1name\",\"value\":\"lws\"},"
                        + "{\"op\":\"remove\",\"path\":\"/spec/selector/app.kubernetes.io~1name\"},"
                        + "{\"op\":\"remove\",\"path\":\"/metadata/annotations/webhook-isolation.io~1applied\"}]");
    }

    @ParameterizedTest
    @CsvSource({"409, the object has been modified", "404, services \"lws-webhook-service\" not found"})
    void saysThatTheServiceMoved(int code, String message) {
        // given
        answer(code, status(code, message));

        // when
        var result = new Applier(client).apply(NARROW);

        // then
        assertThat(result).isEqualTo(new StepResult.Moved(message));
    }

    @Test
    void takesAFailedTestForAMoveAndAnInvalidMergePatchForAFailure() {
        // given
        answer(422, status(422, "testing value failed"));
        answer(422, status(422, "spec.selector: Invalid value"));

        // when
        var restored = new Applier(client).apply(RESTORE);
        var narrowed = new Applier(client).apply(NARROW);

        // then
        assertThat(restored).isEqualTo(new StepResult.Moved("testing value failed"));
        assertThat(narrowed).isEqualTo(new StepResult.Failed("spec.selector: Invalid value", Optional.empty()));
    }

    @Test
    void namesVerbAndResourceOfAMissingPermission() {
        // given
        var message = "services \"lws-webhook-service\" is forbidden: User \"x\" cannot patch resource \"services\"";
        answer(403, status(403, message));

        // when
        var result = new Applier(client).apply(NARROW);

        // then
        assertThat(result).isEqualTo(new StepResult.Forbidden("patch", "services", message));
    }

    @Test
    void namesTheWebhookThatDeniedTheWrite() {
        // given
        var message = "admission webhook \"guard.example.com\" denied the request: hands off";
        answer(403, status(403, message));

        // when
        var result = new Applier(client).apply(NARROW);

        // then
        assertThat(result).isEqualTo(new StepResult.DeniedByWebhook("guard.example.com", message));
    }

    @Test
    void takesAnAdmissionPolicyForADenialAlthoughItAnswers422() {
        // given
        var message = "services \"x\" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: no";
        answer(422, status(422, message));

        // when
        var result = new Applier(client).apply(RESTORE);

        // then
        assertThat(result).isEqualTo(new StepResult.DeniedByWebhook("", message));
    }

    @ParameterizedTest
    @CsvSource({"429, 3", "500, 0", "503, 7"})
    void leavesAFailureToTheNextReconcileAndPassesOnHowLongToWait(int code, int seconds) {
        // given
        answer(
                code,
                new StatusBuilder(status(code, "busy"))
                        .withNewDetails()
                        .withRetryAfterSeconds(seconds)
                        .endDetails()
                        .build());

        // when
        var result = new Applier(client).apply(NARROW);

        // then
        var wait = Optional.of(seconds).filter(given -> given > 0).map(Duration::ofSeconds);
        assertThat(result).isEqualTo(new StepResult.Failed("busy", wait));
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    private void answer(int code, Object body) {
        server.expect().patch().withPath(PATH).andReturn(code, body).once();
    }

    private RecordedRequest request() throws InterruptedException {
        var request = server.takeRequest(5, TimeUnit.SECONDS);
        assertThat(request).as("a further request").isNotNull();
        return request;
    }

    private static Status status(int code, String message) {
        return new StatusBuilder()
                .withStatus("Failure")
                .withCode(code)
                .withMessage(message)
                .build();
    }

    private static Service service(String resourceVersion, String... managers) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withNamespace(SERVICE.namespace())
                .withName(SERVICE.name())
                .withUid("u-1")
                .withResourceVersion(resourceVersion)
                .withManagedFields(java.util.Arrays.stream(managers)
                        .map(manager -> new ManagedFieldsEntryBuilder()
                                .withManager(manager)
                                .withOperation("Update")
                                .build())
                        .toList())
                .endMetadata()
                .withNewSpec()
                .withSelector(Map.of("control-plane", "controller-manager"))
                .endSpec()
                .build();
    }
}
