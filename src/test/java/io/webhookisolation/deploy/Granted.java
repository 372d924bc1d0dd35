package io.webhookisolation.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleRef;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the roles of an installation let its operator do, in the words of {@link Rights}.
 *
 * @param everywhere in all namespaces, and on what has none
 * @param inNamespace by namespace
 */
record Granted(SortedSet<String> everywhere, SortedMap<String, SortedSet<String>> inNamespace) {

    /** To the account of its one Deployment; a binding without its role, or for another account, is an error. */
    static Granted by(Base installation) {
        var everywhere = new TreeSet<String>();
        for (var binding : installation.all(ClusterRoleBinding.class)) {
            assertIsOfTheOperator(binding.getSubjects(), installation);
            everywhere.addAll(Rights.of(rules(installation, binding.getRoleRef())));
        }
        var inNamespace = new TreeMap<String, SortedSet<String>>();
        for (var binding : installation.all(RoleBinding.class)) {
            assertIsOfTheOperator(binding.getSubjects(), installation);
            inNamespace
                    .computeIfAbsent(binding.getMetadata().getNamespace(), namespace -> new TreeSet<>())
                    .addAll(Rights.of(rules(installation, binding.getRoleRef())));
        }
        return new Granted(everywhere, inNamespace);
    }

    /** All of it. */
    SortedSet<String> anywhere() {
        var rights = new TreeSet<>(everywhere);
        inNamespace.values().forEach(rights::addAll);
        return rights;
    }

    /** As {@code patch}, {@code watch}. */
    SortedSet<String> verbs() {
        return anywhere().stream()
                .map(right -> right.substring(0, right.indexOf(' ')))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void assertIsOfTheOperator(List<Subject> subjects, Base installation) {
        var deployment = installation.all(Deployment.class).getFirst();
        var account = deployment.getSpec().getTemplate().getSpec().getServiceAccountName();
        assertThat(subjects).singleElement().satisfies(subject -> {
            assertThat(subject.getName()).isEqualTo(account);
            assertThat(subject.getNamespace())
                    .isEqualTo(deployment.getMetadata().getNamespace());
        });
    }

    private static List<PolicyRule> rules(Base installation, RoleRef role) {
        return role.getKind().equals("ClusterRole")
                ? installation.one(ClusterRole.class, role.getName()).getRules()
                : installation.one(Role.class, role.getName()).getRules();
    }
}
