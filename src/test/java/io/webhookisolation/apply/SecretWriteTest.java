package io.webhookisolation.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.TestNamespace;
import io.webhookisolation.cluster.proxy.Call;
import io.webhookisolation.cluster.proxy.Faults;
import io.webhookisolation.model.CertificateStep.WriteSecret;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.SecretContent;
import io.webhookisolation.model.SeenSecret;
import io.webhookisolation.model.StepResult;
import io.webhookisolation.scenario.ControlPlane;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

@OnControlPlane
class SecretWriteTest {

    private static final String OPAQUE = "Opaque";
    private static final String KEY = "the secret bytes of a private key";

    private final ControlPlane plane;
    private final String namespace;
    private final CertificateApplier applier;

    SecretWriteTest(ControlPlane plane, TestNamespace namespace) {
        this.plane = plane;
        this.namespace = namespace.name();
        this.applier = new CertificateApplier(plane.client());
    }

    @Test
    void aSecretIsCreatedOnceAndNeverOverwritten() {
        // when
        var first = applier.apply(create(OPAQUE, Map.of("key", KEY)));
        var second = applier.apply(create(OPAQUE, Map.of("key", "another")));

        // then
        assertThat(first).isEqualTo(new StepResult.Done(version(), ""));
        assertThat(second).isInstanceOf(StepResult.Moved.class);
        assertThat(live().getData()).isEqualTo(Map.of("key", base64(KEY)));
        assertThat(live().getMetadata().getAnnotations()).containsEntry("ours", "yes");
        assertThat(live().getMetadata().getLabels()).containsEntry("label", "ours");
    }

    @Test
    void inANamespaceThatIsGoneNothingIsCreated() {
        // given
        var elsewhere = ObjectKey.live("v1", "Secret", "no-such-namespace", "serving");

        // when
        var result = applier.apply(
                WriteSecret.create(elsewhere, OPAQUE, content(Map.of("key", KEY)), Map.of(), Map.of(), "why"));

        // then
        assertThat(result).isEqualTo(new StepResult.Moved("namespaces \"no-such-namespace\" not found"));
    }

    @Test
    void entriesAreSetAndRemovedAndWhatOthersWroteStays() {
        // given
        applied(new SecretBuilder(named())
                .addToData("theirs", base64("x"))
                .addToData("old-key", base64(KEY))
                .editMetadata()
                .addToAnnotations("theirs", "stays")
                .endMetadata()
                .build());
        var step = WriteSecret.update(
                seen(), content(Map.of("key", KEY)), Set.of("old-key"), Map.of("ours", "yes"), "renewal");

        // when
        var result = applier.apply(step);

        // then
        assertThat(result).isEqualTo(new StepResult.Done(version(), ""));
        assertThat(live().getData()).isEqualTo(Map.of("theirs", base64("x"), "key", base64(KEY)));
        assertThat(live().getMetadata().getAnnotations()).isEqualTo(Map.of("theirs", "stays", "ours", "yes"));
        assertThat(live().getMetadata().getManagedFields())
                .extracting(entry -> entry.getManager())
                .containsExactly("helm");
    }

    @Test
    void aSecretWithoutEntriesGetsItsFirst() {
        // given
        applied(named());

        // when
        var result = applier.apply(update(seen(), Map.of("key", KEY)));

        // then
        assertThat(result).isInstanceOf(StepResult.Done.class);
        assertThat(live().getData()).isEqualTo(Map.of("key", base64(KEY)));
    }

    @Test
    void aSecretThatMovedOrWasMadeAnewOrIsGoneIsLeftAlone() {
        // given
        applied(named());
        var before = seen();
        applied(new SecretBuilder(named()).addToData("theirs", base64("x")).build());

        // when
        var moved = applier.apply(update(before, Map.of("key", KEY)));
        plane.client().resource(named()).delete();
        var gone = applier.apply(update(before, Map.of("key", KEY)));
        applied(named());
        var anew = applier.apply(update(before, Map.of("key", KEY)));

        // then
        assertThat(List.of(moved, gone, anew)).allMatch(StepResult.Moved.class::isInstance);
        assertThat(live().getData()).isNullOrEmpty();
    }

    @Test
    void whatMayNotChangeIsAFailureAndNotAMove() {
        // given
        applied(new SecretBuilder(named()).withImmutable(true).build());

        // when
        var frozen = applier.apply(update(seen(), Map.of("key", KEY)));
        var retyped = applier.apply(update(seen("example.com/other"), Map.of()));

        // then
        assertThat(frozen)
                .isInstanceOfSatisfying(
                        StepResult.Failed.class,
                        failed -> assertThat(failed.message()).contains("field is immutable when `immutable` is set"));
        assertThat(retyped)
                .isInstanceOfSatisfying(
                        StepResult.Failed.class,
                        failed -> assertThat(failed.message()).contains("type: Invalid value"));
        assertThat(live().getData()).isNullOrEmpty();
    }

    @Test
    void aServingSecretKeepsItsChainAndItsKey() {
        // given
        applied(new SecretBuilder(named())
                .withType("kubernetes.io/tls")
                .withData(Map.of("tls.crt", base64("chain"), "tls.key", base64(KEY)))
                .build());

        // when
        var result = applier.apply(WriteSecret.update(seen(), SecretContent.EMPTY, Set.of("tls.key"), Map.of(), "why"));

        // then
        assertThat(result)
                .isInstanceOfSatisfying(
                        StepResult.Failed.class,
                        failed -> assertThat(failed.message()).contains("data[tls.key]: Required value"));
        assertThat(live().getData()).containsKeys("tls.crt", "tls.key");
    }

    @Test
    void anAnswerThatQuotesTheKeyIsNotPassedOnAndABrokenConnectionQuotesNothing() {
        // given
        applied(named());
        var account = plane.operatorIn(namespace);
        var faults = account.proxy().faults();
        var quoting = "admission webhook \"chatty.example.com\" denied the request: " + base64(KEY);

        try (var client = account.client()) {
            var operator = new CertificateApplier(client);

            // when
            faults.next(Call::isWrite, new Faults.Answer(403, "Forbidden", quoting, 0));
            var denied = operator.apply(update(seen(), Map.of("key", KEY)));
            faults.next(Call::isWrite, new Faults.Drop(Faults.When.BEFORE_IT_IS_DONE));
            var broken = operator.apply(create(OPAQUE, Map.of("key", KEY)));

            // then
            assertThat(denied)
                    .isEqualTo(new StepResult.DeniedByWebhook(
                            "chatty.example.com", "the answer is not shown, since it quotes the Secret"));
            assertThat(broken).isInstanceOf(StepResult.Failed.class);
            assertThat(broken.message()).doesNotContain(KEY).doesNotContain(base64(KEY));
        }
    }

    @Test
    void itsTextTellsNamesAndSizesOnly() {
        // when
        var step = create(OPAQUE, Map.of("key", KEY));

        // then
        assertThat(step.toString())
                .contains("SecretContent[key: " + KEY.length() + " bytes]")
                .doesNotContain(KEY)
                .doesNotContain(base64(KEY));
    }

    private void applied(Secret secret) {
        plane.client().resource(secret).fieldManager("helm").serverSideApply();
    }

    private Secret named() {
        return new SecretBuilder()
                .withNewMetadata()
                .withName("serving")
                .withNamespace(namespace)
                .endMetadata()
                .build();
    }

    private Secret live() {
        return plane.client().resource(named()).get();
    }

    private String version() {
        return live().getMetadata().getResourceVersion();
    }

    private SeenSecret seen() {
        return seen(live().getType());
    }

    private SeenSecret seen(String type) {
        var meta = live().getMetadata();
        return new SeenSecret(
                key(),
                meta.getUid(),
                meta.getResourceVersion(),
                type,
                false,
                new TreeMap<>(),
                new TreeMap<>(),
                List.of(),
                new TreeSet<>(),
                SecretContent.EMPTY);
    }

    private ObjectKey key() {
        return ObjectKey.live("v1", "Secret", namespace, "serving");
    }

    private WriteSecret create(String type, Map<String, String> data) {
        return WriteSecret.create(
                key(), type, content(data), Map.of("ours", "yes"), Map.of("label", "ours"), "first installation");
    }

    private static WriteSecret update(SeenSecret seen, Map<String, String> data) {
        return WriteSecret.update(seen, content(data), Set.of(), Map.of(), "renewal");
    }

    private static SecretContent content(Map<String, String> data) {
        var bytes = new TreeMap<String, byte[]>();
        data.forEach((name, text) -> bytes.put(name, text.getBytes(StandardCharsets.US_ASCII)));
        return new SecretContent(bytes);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
