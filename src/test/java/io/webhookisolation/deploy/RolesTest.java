package io.webhookisolation.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RolesTest {

    /** Verbs that the code uses, and no more: observe lists and watches. */
    private static final String AUDIT = """
            list cert-manager.io/certificates
            list gateway.networking.k8s.io/httproutes
            list monitoring.coreos.com/servicemonitors
            list networking.k8s.io/ingresses
            list,watch /pods
            list,watch /services
            list,watch admissionregistration.k8s.io/mutatingwebhookconfigurations
            list,watch admissionregistration.k8s.io/validatingwebhookconfigurations
            list,watch apiextensions.k8s.io/customresourcedefinitions
            list,watch apiregistration.k8s.io/apiservices
            list,watch apps/daemonsets
            list,watch apps/deployments
            list,watch apps/replicasets
            list,watch apps/statefulsets
            list,watch batch/cronjobs
            list,watch batch/jobs
            list,watch discovery.k8s.io/endpointslices
            list,watch webhook-isolation.io/webhookisolationpolicies
            """;

    private static final String REPORT = """
            create authorization.k8s.io/selfsubjectaccessreviews
            create events.k8s.io/events
            patch events.k8s.io/events
            patch webhook-isolation.io/webhookisolationpolicies
            patch webhook-isolation.io/webhookisolationpolicies/status
            """;

    private static final String NARROW = """
            patch /services
            """;

    private static final String LABEL = """
            list monitoring.coreos.com/podmonitors
            list networking.k8s.io/networkpolicies
            list policy/poddisruptionbudgets
            patch apps/deployments
            """;

    private static final String SECRETS = """
            get /secrets
            """;

    private static final String ROTATE = """
            get,patch admissionregistration.k8s.io/mutatingwebhookconfigurations
            get,patch admissionregistration.k8s.io/validatingwebhookconfigurations
            get,patch apiextensions.k8s.io/customresourcedefinitions
            get,patch apiregistration.k8s.io/apiservices
            get /namespaces
            """;

    private static final String ROTATE_SECRETS = """
            get,create,patch /secrets
            """;

    private static final String LEASE = """
            create coordination.k8s.io/leases
            get,patch coordination.k8s.io/leases webhook-isolation
            """;

    private final Base base = Base.read();

    @Test
    void auditing_has_the_rights_that_the_code_uses_and_no_others() {
        // when
        var rights =
                Rights.of(base.one(ClusterRole.class, "webhook-isolation-audit").getRules());

        // then
        assertThat(rights).isEqualTo(expected(AUDIT));
    }

    @Test
    void reporting_adds_status_and_events_and_nothing_of_others() {
        // when
        var rights = Rights.of(
                base.one(ClusterRole.class, "webhook-isolation-report").getRules());

        // then
        assertThat(rights).isEqualTo(expected(REPORT));
    }

    @Test
    void narrowing_adds_the_right_to_patch_services_and_nothing_else() {
        // when
        var rights = Rights.of(
                base.one(ClusterRole.class, "webhook-isolation-narrow").getRules());

        // then
        assertThat(rights).isEqualTo(expected(NARROW));
    }

    @Test
    void labelling_pod_templates_is_a_component_of_its_own() {
        // given
        var component = Base.component("label-workloads");

        // when
        var rights = Rights.of(
                component.one(ClusterRole.class, "webhook-isolation-label").getRules());

        // then
        assertThat(rights).isEqualTo(expected(LABEL));
        assertThat(base.all(ClusterRole.class))
                .noneMatch(role -> Rights.of(role.getRules()).contains("patch apps/deployments"));
    }

    @Test
    void reading_secrets_is_a_component_of_its_own_and_never_lists_them() {
        // given
        var component = Base.component("read-secrets");

        // when
        var rights = Rights.of(
                component.one(ClusterRole.class, "webhook-isolation-secrets").getRules());

        // then
        assertThat(rights).isEqualTo(expected(SECRETS));
        assertThat(Base.component("label-workloads").all(ClusterRole.class))
                .noneMatch(role -> Rights.of(role.getRules()).stream().anyMatch(right -> right.contains("secrets")));
    }

    @Test
    void rotating_reaches_bundles_everywhere_and_secrets_only_where_a_namespace_binds_them() {
        // given
        var component = Base.component("rotate");

        // when
        var everywhere = Rights.of(
                component.one(ClusterRole.class, "webhook-isolation-rotate").getRules());
        var bound = Rights.of(component
                .one(ClusterRole.class, "webhook-isolation-rotate-secrets")
                .getRules());

        // then
        assertThat(everywhere).isEqualTo(expected(ROTATE));
        assertThat(bound).isEqualTo(expected(ROTATE_SECRETS));
        assertThat(component.all(ClusterRoleBinding.class))
                .extracting(binding -> binding.getRoleRef().getName())
                .containsExactly("webhook-isolation-rotate");
        assertThat(component.all(RoleBinding.class)).singleElement().satisfies(binding -> {
            assertThat(binding.getMetadata().getNamespace()).isEqualTo("webhook-isolation-system");
            assertThat(binding.getRoleRef().getName()).isEqualTo("webhook-isolation-rotate-secrets");
        });
    }

    @Test
    void leader_election_reaches_one_lease_of_its_own_namespace() {
        // when
        var rights = Rights.of(base.one(Role.class, "webhook-isolation-lease").getRules());

        // then
        assertThat(rights).isEqualTo(expected(LEASE));
    }

    @Test
    void no_role_has_a_wildcard_or_reaches_secrets() {
        // when
        var rights = base.all(ClusterRole.class).stream()
                .flatMap(role -> Rights.of(role.getRules()).stream())
                .toList();

        // then
        assertThat(rights).isNotEmpty().noneMatch(right -> right.contains("*") || right.contains("secrets"));
    }

    private static SortedSet<String> expected(String lines) {
        var rights = new TreeSet<String>();
        lines.lines().forEach(line -> {
            var parts = line.split(" ", 2);
            List.of(parts[0].split(",", -1)).forEach(verb -> rights.add(verb + " " + parts[1]));
        });
        return rights;
    }
}
