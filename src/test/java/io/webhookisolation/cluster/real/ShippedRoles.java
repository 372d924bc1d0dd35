package io.webhookisolation.cluster.real;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The roles of {@code deploy/kustomize/base}, as one installation would be given them. */
final class ShippedRoles {

    private static final List<Path> FILES = Stream.of("role-audit.yaml", "role-narrow.yaml", "role-lease.yaml")
            .map(Path.of("deploy", "kustomize", "base")::resolve)
            .toList();

    private ShippedRoles() {}

    /** What is granted in the whole cluster. */
    static List<PolicyRule> cluster(KubernetesClient client) {
        return rules(client, ClusterRole.class::isInstance);
    }

    /** What is granted in the operator's own namespace. */
    static List<PolicyRule> namespaced(KubernetesClient client) {
        return rules(client, Role.class::isInstance);
    }

    private static List<PolicyRule> rules(KubernetesClient client, Predicate<HasMetadata> kind) {
        return FILES.stream()
                .flatMap(file -> load(client, file))
                .filter(kind)
                .flatMap(role -> role instanceof ClusterRole shared
                        ? shared.getRules().stream()
                        : ((Role) role).getRules().stream())
                .toList();
    }

    private static Stream<HasMetadata> load(KubernetesClient client, Path file) {
        try (var content = Files.newInputStream(file)) {
            return client.load(content).items().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
