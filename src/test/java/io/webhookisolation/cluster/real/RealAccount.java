package io.webhookisolation.cluster.real;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.webhookisolation.cluster.proxy.FaultProxy;
import io.webhookisolation.scenario.OperatorAccount;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** A ServiceAccount with the roles that are shipped, less what a test denies it. */
final class RealAccount implements OperatorAccount, AutoCloseable {

    private static final String NAME = "webhook-isolation";
    private static final String GROUP = "rbac.authorization.k8s.io";

    private record Denial(String verb, String group, String resource) {

        boolean concerns(PolicyRule rule) {
            return rule.getVerbs().contains(verb)
                    && rule.getApiGroups().contains(group)
                    && rule.getResources().contains(resource);
        }
    }

    private final KubernetesClient admin;
    private final String namespace;
    private final FaultProxy proxy;
    private final Set<Denial> denials = ConcurrentHashMap.newKeySet();
    private final Set<String> components = ConcurrentHashMap.newKeySet();

    RealAccount(KubernetesClient admin, Function<String, Config> configurations, String namespace) {
        this.admin = admin;
        this.namespace = namespace;
        this.proxy = FaultProxy.start(configurations.apply(user()), user());
        grant();
        bind();
        await().atMost(Duration.ofSeconds(10)).until(() -> may("list", "", "services"));
    }

    @Override
    public String user() {
        return "system:serviceaccount:" + namespace + ":" + NAME;
    }

    @Override
    public KubernetesClient client() {
        return new KubernetesClientBuilder().withConfig(proxy.configuration()).build();
    }

    @Override
    public FaultProxy proxy() {
        return proxy;
    }

    @Override
    public void deny(String verb, String group, String resource) {
        denials.add(new Denial(verb, group, resource));
        grant();
        await().atMost(Duration.ofSeconds(10)).until(() -> !may(verb, group, resource));
    }

    @Override
    public void allow(String verb, String group, String resource) {
        denials.remove(new Denial(verb, group, resource));
        grant();
        await().atMost(Duration.ofSeconds(10)).until(() -> may(verb, group, resource));
    }

    @Override
    public void allowLabelling() {
        components.add(ShippedRoles.LABEL);
        grant();
        await().atMost(Duration.ofSeconds(10)).until(() -> may("patch", "apps", "deployments"));
    }

    @Override
    public void allowReadingSecrets() {
        components.add(ShippedRoles.SECRETS);
        grant();
        await().atMost(Duration.ofSeconds(10)).until(() -> may("get", "", "secrets"));
    }

    @Override
    public void allowRotating() {
        components.addAll(ShippedRoles.ROTATE);
        grant();
        await().atMost(Duration.ofSeconds(10)).until(() -> may("create", "", "secrets"));
    }

    private void grant() {
        admin.resource(new ClusterRoleBuilder()
                        .withNewMetadata()
                        .withName(clusterWide())
                        .endMetadata()
                        .withRules(granted(ShippedRoles.cluster(admin, components)))
                        .build())
                .serverSideApply();
        admin.resource(new RoleBuilder()
                        .withNewMetadata()
                        .withName(NAME)
                        .withNamespace(namespace)
                        .endMetadata()
                        .withRules(granted(ShippedRoles.namespaced(admin)))
                        .build())
                .serverSideApply();
    }

    private void bind() {
        admin.resource(new ClusterRoleBindingBuilder()
                        .withNewMetadata()
                        .withName(clusterWide())
                        .endMetadata()
                        .withNewRoleRef(GROUP, "ClusterRole", clusterWide())
                        .addNewSubject("", "ServiceAccount", NAME, namespace)
                        .build())
                .create();
        admin.resource(new RoleBindingBuilder()
                        .withNewMetadata()
                        .withName(NAME)
                        .withNamespace(namespace)
                        .endMetadata()
                        .withNewRoleRef(GROUP, "Role", NAME)
                        .addNewSubject("", "ServiceAccount", NAME, namespace)
                        .build())
                .create();
    }

    private String clusterWide() {
        return NAME + "-of-" + namespace;
    }

    private List<PolicyRule> granted(List<PolicyRule> shipped) {
        return shipped.stream().flatMap(rule -> split(rule).stream()).toList();
    }

    /** One rule per resource, so that a denial takes one verb on one resource away. */
    private List<PolicyRule> split(PolicyRule rule) {
        return rule.getResources().stream()
                .map(resource ->
                        new PolicyRuleBuilder(rule).withResources(resource).build())
                .map(this::withoutDenied)
                .filter(left -> !left.getVerbs().isEmpty())
                .toList();
    }

    private PolicyRule withoutDenied(PolicyRule rule) {
        var verbs = rule.getVerbs().stream()
                .filter(verb -> denials.stream()
                        .filter(denial -> denial.verb().equals(verb))
                        .noneMatch(denial -> denial.concerns(rule)))
                .toList();
        return new PolicyRuleBuilder(rule).withVerbs(verbs).build();
    }

    private boolean may(String verb, String group, String resource) {
        var parts = resource.split("/", 2);
        var review = new SubjectAccessReviewBuilder()
                .withNewSpec()
                .withUser(user())
                .withNewResourceAttributes()
                .withVerb(verb)
                .withGroup(group)
                .withResource(parts[0])
                .withSubresource(parts.length > 1 ? parts[1] : null)
                .withNamespace(namespace)
                // what is granted for this object only, the Lease, is granted too
                .withName(NAME)
                .endResourceAttributes()
                .endSpec()
                .build();
        return admin.resource(review).create().getStatus().getAllowed();
    }

    @Override
    public void close() {
        proxy.close();
    }
}
