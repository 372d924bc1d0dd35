package io.webhookisolation.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.TestNamespace;
import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.fixture.certificate.Pem;
import io.webhookisolation.model.CallSiteKind;
import io.webhookisolation.model.CertificateStep.EntryBundle;
import io.webhookisolation.model.CertificateStep.WriteBundles;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.StepResult;
import io.webhookisolation.model.TrustBundle;
import io.webhookisolation.scenario.ControlPlane;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@OnControlPlane
class BundleWriteTest {

    private static final TrustBundle ONE = CertificateAuthority.create("g1").bundle();
    private static final TrustBundle TWO = CertificateAuthority.create("g2").bundle();

    private final ControlPlane plane;
    private final String namespace;
    private final CertificateApplier applier;
    private final List<CallingObject> made = new ArrayList<>();

    BundleWriteTest(ControlPlane plane, TestNamespace namespace) {
        this.plane = plane;
        this.namespace = namespace.name();
        this.applier = new CertificateApplier(plane.client());
    }

    /** An APIService that nobody serves disturbs whoever asks for all kinds. */
    @AfterEach
    void cleanUp() {
        made.forEach(CallingObject::delete);
    }

    @ParameterizedTest
    @EnumSource(CallSiteKind.class)
    void a_bundle_is_filled_and_then_replaced_and_nobody_elses_fields_change(CallSiteKind kind) {
        // given
        var object = applied(kind, "one", "two");
        object.labelledBy("somebody");
        var owners = object.owners();

        // when
        var filled = applier.apply(object.step(ONE));
        var replaced = applier.apply(object.step(TWO));

        // then
        assertThat(filled).isInstanceOf(StepResult.Done.class);
        assertThat(replaced)
                .isEqualTo(new StepResult.Done(object.live().getMetadata().getResourceVersion(), ""));
        assertThat(object.bundles()).isNotEmpty().containsOnly(TWO);
        assertThat(object.owners()).isEqualTo(owners);

        // when: not forced
        object.apply("one", "two");

        // then
        assertThat(object.bundles()).containsOnly(TWO);
    }

    @ParameterizedTest
    @EnumSource(CallSiteKind.class)
    void an_equal_bundle_is_not_written(CallSiteKind kind) {
        // given
        var object = applied(kind, "one");
        applier.apply(object.step(ONE));
        var version = object.live().getMetadata().getResourceVersion();

        // when
        var result = applier.apply(object.step(ONE));

        // then
        assertThat(result).isEqualTo(new StepResult.Done("", ""));
        assertThat(object.live().getMetadata().getResourceVersion()).isEqualTo(version);
    }

    @ParameterizedTest
    @EnumSource(CallSiteKind.class)
    void an_object_that_moved_or_was_made_anew_is_left_alone(CallSiteKind kind) {
        // given
        var object = applied(kind, "one");
        var decided = object.step(ONE);
        object.labelledBy("somebody");

        // when
        var moved = applier.apply(decided);
        var uidOfAnother = applier.apply(withUid(object.step(ONE)));
        object.delete();
        var gone = applier.apply(decided);

        // then
        assertThat(moved).isInstanceOf(StepResult.Moved.class);
        assertThat(uidOfAnother).isInstanceOf(StepResult.Moved.class);
        assertThat(gone).isInstanceOf(StepResult.Moved.class);
    }

    @ParameterizedTest
    @EnumSource(CallSiteKind.class)
    void a_call_site_of_another_service_or_with_another_bundle_is_left_alone(CallSiteKind kind) {
        // given
        var object = applied(kind, "one");
        var seen = object.entry(0, TrustBundle.EMPTY, ONE);
        var other = new EntryBundle(0, seen.name(), new ServiceReference(namespace, "kueue"), seen.before(), ONE);

        // when
        var otherService = applier.apply(object.step(other));
        var otherBundle = applier.apply(object.step(object.entry(0, TWO, ONE)));

        // then
        assertThat(otherService).isInstanceOf(StepResult.Moved.class);
        assertThat(otherBundle).isInstanceOf(StepResult.Moved.class);
        assertThat(object.bundles()).containsOnly(TrustBundle.EMPTY);
    }

    @ParameterizedTest
    @EnumSource(
            value = CallSiteKind.class,
            names = {"VALIDATING_WEBHOOK", "MUTATING_WEBHOOK"})
    void an_entry_that_was_put_before_ours_never_gets_its_bundle(CallSiteKind kind) {
        // given
        var object = applied(kind, "ours", "stranger");
        var ours = object.entry(0, TrustBundle.EMPTY, ONE);
        object.patchedBy(
                "somebody", PatchType.JSON, "[{\"op\":\"move\",\"from\":\"/webhooks/1\",\"path\":\"/webhooks/0\"}]");

        // when: of the newest version, but by the index that was ours
        var result = applier.apply(object.step(ours));

        // then
        assertThat(object.sites().getFirst().entry()).startsWith("stranger");
        assertThat(result).isInstanceOf(StepResult.Moved.class);
        assertThat(object.bundles()).containsExactly(TrustBundle.EMPTY, TrustBundle.EMPTY);
    }

    @ParameterizedTest
    @EnumSource(
            value = CallSiteKind.class,
            names = {"VALIDATING_WEBHOOK", "MUTATING_WEBHOOK"})
    void single_entries_are_written_and_those_of_one_object_all_or_none(CallSiteKind kind) {
        // given
        var object = applied(kind, "one", "two");
        var two = object.entry(1, TrustBundle.EMPTY, ONE);

        // when
        var none = applier.apply(object.step(object.entry(0, TWO, ONE), two));
        var before = object.bundles();
        var single = applier.apply(object.step(two));

        // then
        assertThat(none).isInstanceOf(StepResult.Moved.class);
        assertThat(before).containsExactly(TrustBundle.EMPTY, TrustBundle.EMPTY);
        assertThat(single).isInstanceOf(StepResult.Done.class);
        assertThat(object.bundles()).containsExactly(TrustBundle.EMPTY, ONE);
    }

    @Test
    void an_api_service_that_skips_verification_stays_as_it_is() {
        // given
        var object = applied(CallSiteKind.API_SERVICE);
        object.patchedBy("helm", PatchType.JSON_MERGE, "{\"spec\":{\"insecureSkipTLSVerify\":true}}");

        // when
        var result = applier.apply(object.step(ONE));

        // then
        assertThat(result)
                .isInstanceOfSatisfying(
                        StepResult.Failed.class,
                        failed -> assertThat(failed.message()).contains("spec.insecureSkipTLSVerify"));
        assertThat(object.sites()).singleElement().satisfies(site -> {
            assertThat(site.insecureSkipTlsVerify()).isTrue();
            assertThat(site.bundle()).isEqualTo(TrustBundle.EMPTY);
        });
    }

    @Test
    void a_definition_whose_bundle_would_be_unreadable_is_a_failure_and_no_move() {
        // given
        var object = applied(CallSiteKind.CONVERSION_WEBHOOK);

        // when
        var result = applier.apply(object.step(Pem.bundle("garbage")));

        // then
        assertThat(result).isInstanceOf(StepResult.Failed.class);
        assertThat(object.bundles()).containsExactly(TrustBundle.EMPTY);
    }

    @Test
    void a_missing_permission_is_named() {
        // given
        var object = applied(CallSiteKind.MUTATING_WEBHOOK, "one");
        var account = plane.operatorIn(namespace);
        account.deny("patch", "admissionregistration.k8s.io", "mutatingwebhookconfigurations");

        try (var client = account.client()) {
            // when
            var result = new CertificateApplier(client).apply(object.step(ONE));

            // then
            assertThat(result).isInstanceOfSatisfying(StepResult.Forbidden.class, refused -> {
                assertThat(refused.verb()).isEqualTo("patch");
                assertThat(refused.resource()).isEqualTo("mutatingwebhookconfigurations");
            });
        }
    }

    @ParameterizedTest
    @EnumSource(CallSiteKind.class)
    void what_is_shipped_for_rotation_grants_the_write(CallSiteKind kind) {
        // given
        var object = applied(kind, "one");
        var account = plane.operatorIn(namespace);
        account.allowRotating();

        try (var client = account.client()) {
            // when
            var result = new CertificateApplier(client).apply(object.step(ONE));

            // then
            assertThat(result)
                    .isEqualTo(new StepResult.Done(object.live().getMetadata().getResourceVersion(), ""));
        }
    }

    @Test
    void a_bundle_is_never_emptied() {
        // given
        var service = new ServiceReference(namespace, "lws");

        // when, then
        assertThatThrownBy(() -> new EntryBundle(0, "", service, ONE, TrustBundle.EMPTY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the system's roots");
    }

    private CallingObject applied(CallSiteKind kind, String... entries) {
        var object = new CallingObject(plane.client(), kind, namespace);
        made.add(object);
        object.apply(entries);
        return object;
    }

    private static WriteBundles withUid(WriteBundles step) {
        return new WriteBundles(
                step.kind(),
                step.object(),
                "00000000-0000-0000-0000-000000000000",
                step.resourceVersion(),
                step.entries(),
                step.reason());
    }
}
