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
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The roles of {@code deploy/kustomize}, as one installation would be given them. */
final class ShippedRoles {

    private static final Path FOLDER = Path.of("deploy", "kustomize");
    private static final List<String> BASE =
            List.of("base/role-audit.yaml", "base/role-report.yaml", "base/role-narrow.yaml", "base/role-lease.yaml");
    static final String LABEL = "components/label-workloads/role-label.yaml";
    static final String SECRETS = "components/read-secrets/role-secrets.yaml";

    static final List<String> ROTATE =
            List.of("components/rotate/role-rotate.yaml", "components/rotate/role-rotate-secrets.yaml");

    private ShippedRoles() {}

    /** What is granted in the whole cluster, with the files of these components. */
    static List<PolicyRule> cluster(KubernetesClient client, Collection<String> components) {
        return rules(client, Stream.concat(BASE.stream(), components.stream()), ClusterRole.class::isInstance);
    }

    /** What is granted in the operator's own namespace. */
    static List<PolicyRule> namespaced(KubernetesClient client) {
        return rules(client, BASE.stream(), Role.class::isInstance);
    }

    private static List<PolicyRule> rules(KubernetesClient client, Stream<String> files, Predicate<HasMetadata> kind) {
        return files.flatMap(file -> load(client, FOLDER.resolve(file)))
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
