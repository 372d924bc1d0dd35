package io.webhookisolation.cluster.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.TestNamespace;
import io.webhookisolation.scenario.ControlPlane;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A custom resource: its status is a part of its own, and its schema fills in what is left out. */
@OnControlPlane
class CustomResourceTest {

    private static final KubernetesSerialization JSON = new KubernetesSerialization();

    private final Requests requests;
    private final KubernetesClient client;

    CustomResourceTest(ControlPlane plane, TestNamespace namespace) {
        this.requests = Requests.of(plane.client(), namespace.name());
        this.client = requests.client();
    }

    @Test
    void aFieldThatIsLeftOutGetsTheSchemasDefault() {
        // when
        var created = client.resource(requests.policy("webhooks", Map.of())).create();

        // then
        assertThat(created.<Object>get("spec", "suspend")).isEqualTo(false);
        assertThat(created.<Object>get("spec", "onDelete")).isEqualTo("Retain");
    }

    @Test
    void aStatusIsDroppedFromANewObject() {
        // given
        var policy = requests.policy("webhooks", Map.of());
        policy.setAdditionalProperty("status", Map.of("observedGeneration", 1));

        // when
        var created = client.resource(policy).create();

        // then
        assertThat(created.getAdditionalProperties()).doesNotContainKey("status");
    }

    @Test
    void aWriteOfTheObjectLeavesItsStatus() {
        // given
        var policy = client.resource(requests.policy("webhooks", Map.of())).create();
        applyStatus(policy, "one", condition("Ready", "True"));

        // when
        var after = requests.mergePatch(policy, "m", "{\"spec\":{\"suspend\":true},\"status\":{\"conditions\":[]}}");

        // then
        assertThat(conditions(after)).hasSize(1);
        assertThat(after.getMetadata().getGeneration()).isEqualTo(2);
    }

    @Test
    void aWriteOfTheStatusLeavesTheObject() {
        // given
        var policy = client.resource(requests.policy("webhooks", Map.of())).create();

        // when
        var after = client.resource(policy)
                .subresource("status")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\":{\"labels\":{\"x\":\"y\"}},\"spec\":{\"suspend\":true},\"status\":{\"observedGeneration\":1}}");

        // then
        assertThat(after.get("status", "observedGeneration").toString()).isEqualTo("1");
        assertThat(after.<Object>get("spec", "suspend")).isNotEqualTo(true);
        assertThat(after.getMetadata().getGeneration()).isEqualTo(1);
    }

    @Test
    void conditionsAreMergedByTheirType() {
        // given
        var policy = client.resource(requests.policy("webhooks", Map.of())).create();
        applyStatus(policy, "one", condition("Ready", "True"), condition("Isolated", "False"));

        // when
        applyStatus(policy, "two", condition("Stalled", "False"));
        applyStatus(policy, "one", condition("Ready", "True"));

        // then
        assertThat(conditions(client.resource(policy).get()))
                .extracting(condition -> condition.get("type"))
                .containsExactlyInAnyOrder("Ready", "Stalled");
    }

    @Test
    void conditionsStandInTheOrderOfWhoAppliesThem() {
        // given
        var policy = client.resource(requests.policy("webhooks", Map.of())).create();
        applyStatus(policy, "one", condition("Isolated", "False"));

        // when
        applyStatus(policy, "one", condition("Ready", "True"), condition("Isolated", "False"));

        // then
        assertThat(conditions(client.resource(policy).get()))
                .extracting(condition -> condition.get("type"))
                .containsExactly("Ready", "Isolated");
    }

    @Test
    void anApplyOfTheStatusFromAnOldVersionIsRefusedHoweverForced() {
        // given
        var policy = client.resource(requests.policy("webhooks", Map.of())).create();
        requests.mergePatch(policy, "somebody", "{\"metadata\":{\"labels\":{\"moved\":\"yes\"}}}");

        // when
        var refusal = Requests.refusal(() -> applyStatusTo(policy.getMetadata(), condition("Ready", "True")));

        // then
        assertThat(refusal.getCode()).isEqualTo(409);
        assertThat(refusal.getStatus().getReason()).isEqualTo("Conflict");
        assertThat(client.resource(policy).get().getAdditionalProperties()).doesNotContainKey("status");
    }

    @Test
    void anApplyOfTheStatusOfAPolicyThatWasCreatedAnewIsRefused() {
        // given
        var policy = client.resource(requests.policy("webhooks", Map.of())).create();
        client.resource(policy).delete();
        var other = client.resource(requests.policy("webhooks", Map.of())).create();

        // when
        var refusal = Requests.refusal(() -> applyStatusTo(policy.getMetadata(), condition("Ready", "True")));

        // then
        assertThat(refusal.getCode()).isEqualTo(409);
        assertThat(client.resource(other).get()).isEqualTo(other);
    }

    @Test
    void anApplyOfTheStatusFromTheRightVersionAnswersWithTheNext() {
        // given
        var policy = client.resource(requests.policy("webhooks", Map.of())).create();

        // when
        var after = applyStatusTo(policy.getMetadata(), condition("Ready", "True"));
        var again = applyStatusTo(after.getMetadata(), condition("Ready", "False"));

        // then
        assertThat(conditions(client.resource(policy).get()))
                .singleElement()
                .extracting(condition -> condition.get("status"))
                .isEqualTo("False");
        assertThat(Long.parseLong(again.getMetadata().getResourceVersion()))
                .isGreaterThan(Long.parseLong(after.getMetadata().getResourceVersion()));
    }

    @Test
    void aStatusCannotBeAppliedToAnObjectThatIsGone() {
        // given
        var policy = requests.policy("webhooks", Map.of());

        // when
        var refusal = Requests.refusal(() -> applyStatus(policy, "one", condition("Ready", "True")));

        // then
        assertThat(refusal.getCode()).isEqualTo(404);
    }

    private void applyStatus(GenericKubernetesResource policy, String manager, Condition... conditions) {
        applyStatus(requests.policy(policy.getMetadata().getName(), Map.of()), manager, List.of(conditions));
    }

    /** To just this version of just this object. */
    private GenericKubernetesResource applyStatusTo(ObjectMeta version, Condition condition) {
        var policy = requests.policy(version.getName(), Map.of());
        policy.getMetadata().setUid(version.getUid());
        policy.getMetadata().setResourceVersion(version.getResourceVersion());
        return applyStatus(policy, "one", List.of(condition));
    }

    private GenericKubernetesResource applyStatus(
            GenericKubernetesResource fresh, String manager, List<Condition> conditions) {
        fresh.getAdditionalProperties().remove("spec");
        fresh.setAdditionalProperty("status", Map.of("conditions", conditions));
        var context = new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(manager)
                .withForce(true)
                .build();
        return client.resource(fresh).subresource("status").patch(context, JSON.asJson(fresh));
    }

    private static Condition condition(String type, String status) {
        return new ConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason("Tested")
                .withMessage("")
                .withLastTransitionTime("2026-11-23T10:00:00Z")
                .build();
    }

    private static List<Map<String, Object>> conditions(GenericKubernetesResource policy) {
        return policy.get("status", "conditions");
    }
}
