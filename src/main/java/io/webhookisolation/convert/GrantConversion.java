package io.webhookisolation.convert;

import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.webhookisolation.model.Grant;
import io.webhookisolation.model.Provenance;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Joins ClusterRoles and their bindings into grants to single call sites; in what order they come does not matter.
 *
 * <p>Call sites are cluster-scoped, so that Roles and RoleBindings grant nothing of the kind. A rule without
 * {@code resourceNames}, or with {@code *}, is for everybody's and tells nothing.
 */
final class GrantConversion {

    private static final Set<String> CHANGING = Set.of("update", "patch");
    private static final Map<String, String> KINDS = Map.of(
            "admissionregistration.k8s.io/validatingwebhookconfigurations", "ValidatingWebhookConfiguration",
            "admissionregistration.k8s.io/mutatingwebhookconfigurations", "MutatingWebhookConfiguration",
            "apiextensions.k8s.io/customresourcedefinitions", "CustomResourceDefinition",
            "apiregistration.k8s.io/apiservices", "APIService");

    private final Map<String, List<Role>> roles = new HashMap<>();
    private final List<Binding> bindings = new ArrayList<>();

    private record Role(Provenance provenance, List<PolicyRule> rules) {}

    private record Binding(Provenance provenance, String role, String namespace, String serviceAccount) {}

    void add(ClusterRole role, Provenance provenance) {
        roles.computeIfAbsent(Metadata.of(role).name(), absent -> new ArrayList<>())
                .add(new Role(provenance, OrEmpty.list(role.getRules())));
    }

    void add(ClusterRoleBinding binding, Provenance provenance) {
        var role = binding.getRoleRef() == null
                ? ""
                : OrEmpty.text(binding.getRoleRef().getName());
        OrEmpty.list(binding.getSubjects()).stream()
                .filter(subject -> "ServiceAccount".equals(subject.getKind()))
                .map(subject -> new Binding(
                        provenance, role, OrEmpty.text(subject.getNamespace()), OrEmpty.text(subject.getName())))
                .forEach(bindings::add);
    }

    List<Grant> grants() {
        return bindings.stream()
                .flatMap(binding -> roles.getOrDefault(binding.role, List.of()).stream()
                        .filter(role -> role.provenance.mayMeet(binding.provenance))
                        .flatMap(role -> role.rules.stream())
                        .flatMap(rule -> grants(binding, rule)))
                .distinct()
                .toList();
    }

    private static Stream<Grant> grants(Binding binding, PolicyRule rule) {
        return OrEmpty.list(rule.getVerbs()).stream().noneMatch(CHANGING::contains)
                ? Stream.empty()
                : kinds(rule)
                        .flatMap(kind -> OrEmpty.list(rule.getResourceNames()).stream()
                                .map(name -> new Grant(
                                        binding.namespace, binding.serviceAccount, kind, name, binding.provenance)));
    }

    private static Stream<String> kinds(PolicyRule rule) {
        return OrEmpty.list(rule.getApiGroups()).stream()
                .flatMap(group -> OrEmpty.list(rule.getResources()).stream().map(resource -> group + "/" + resource))
                .flatMap(resource -> Stream.ofNullable(KINDS.get(resource)));
    }
}
