package io.webhookisolation.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.webhookisolation.model.Grant;
import io.webhookisolation.model.Provenance;
import io.webhookisolation.model.Source;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrantConversionTest {

    private static final String GROUP = "admissionregistration.k8s.io";
    private static final String RESOURCE = "validatingwebhookconfigurations";

    private final SnapshotAssembler world = new SnapshotAssembler();

    @Test
    void aRightToOneObjectIsGranted() {
        add(role("manager", GROUP, RESOURCE, "update", "lws"), Provenance.NONE);
        add(binding("manager", "ServiceAccount"), Provenance.NONE);

        assertThat(grants())
                .containsExactly(
                        new Grant("ns", "lws-manager", "ValidatingWebhookConfiguration", "lws", Provenance.NONE));
    }

    @Test
    void theBindingMayComeFirst() {
        add(binding("manager", "ServiceAccount"), Provenance.NONE);
        add(role("manager", GROUP, "mutatingwebhookconfigurations", "patch", "lws"), Provenance.NONE);

        assertThat(grants()).extracting(Grant::kind).containsExactly("MutatingWebhookConfiguration");
    }

    @ParameterizedTest
    @CsvSource({
        "*,          *,                                *,      lws",
        "'',         validatingwebhookconfigurations,  update, lws",
        "admissionregistration.k8s.io, *,              update, lws",
        "admissionregistration.k8s.io, validatingwebhookconfigurations, *,   lws",
        "admissionregistration.k8s.io, validatingwebhookconfigurations, get, lws",
    })
    void whatIsForEverybodyOrOnlyForReadingSaysNothing(String group, String resource, String verb, String name) {
        add(role("manager", group, resource, verb, name), Provenance.NONE);
        add(binding("manager", "ServiceAccount"), Provenance.NONE);

        assertThat(grants()).isEmpty();
    }

    @Test
    void aRightToAllObjectsSaysNothing() {
        add(role("manager", GROUP, RESOURCE, "update"), Provenance.NONE);
        add(binding("manager", "ServiceAccount"), Provenance.NONE);

        assertThat(grants()).isEmpty();
    }

    @Test
    void personsAndOtherRolesAreNotMeant() {
        add(role("manager", GROUP, RESOURCE, "update", "lws"), Provenance.NONE);
        add(binding("manager", "User"), Provenance.NONE);
        add(binding("viewer", "ServiceAccount"), Provenance.NONE);

        assertThat(grants()).isEmpty();
    }

    @Test
    void rolesOfOneNameInTwoComponentsAreTwo() {
        add(role("manager", GROUP, RESOURCE, "update", "kueue"), document("kueue.yaml"));
        add(role("manager", GROUP, RESOURCE, "update", "lws"), document("lws.yaml"));
        add(binding("manager", "ServiceAccount"), document("lws.yaml"));

        assertThat(grants()).extracting(Grant::name).containsExactly("lws");
    }

    private void add(HasMetadata object, Provenance provenance) {
        assertThat(world.add(object, Source.CLUSTER, provenance)).isTrue();
    }

    private List<Grant> grants() {
        return world.live(Map.of()).grants();
    }

    private static Provenance document(String name) {
        return new Provenance(
                name, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(name), Optional.empty());
    }

    private static ClusterRole role(String name, String group, String resource, String verb, String... names) {
        return new ClusterRoleBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .addNewRule()
                .withApiGroups(group)
                .withResources(resource)
                .withVerbs(verb)
                .withResourceNames(names)
                .endRule()
                .build();
    }

    private static ClusterRoleBinding binding(String role, String kind) {
        return new ClusterRoleBindingBuilder()
                .withNewMetadata()
                .withName(role)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", role)
                .addNewSubject()
                .withKind(kind)
                .withNamespace("ns")
                .withName("lws-manager")
                .endSubject()
                .build();
    }
}
