package io.webhookisolation.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import io.webhookisolation.deploy.Base;
import io.webhookisolation.deploy.Rights;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What we read against what {@code deploy/kustomize} allows us to read: neither may be more than the other. */
class GrantedKindsTest {

    private static final ClusterRole AUDIT = Base.read().one(ClusterRole.class, "webhook-isolation-audit");
    private static final ClusterRole LABEL =
            Base.component("label-workloads").one(ClusterRole.class, "webhook-isolation-label");

    private static final ClusterRole SECRETS =
            Base.component("read-secrets").one(ClusterRole.class, "webhook-isolation-secrets");

    private final Set<String> rights = Stream.of(AUDIT, LABEL, SECRETS)
            .flatMap(role -> Rights.of(role.getRules()).stream())
            .collect(Collectors.toSet());

    @Test
    void exactly_the_kinds_that_have_an_informer_may_be_watched() {
        // given
        var watched = Stream.concat(
                Kinds.all().map(Kind::resource),
                Stream.of(HasMetadata.getFullResourceName(WebhookIsolationPolicy.class)));

        // when
        var granted = granted("watch");

        // then
        assertThat(granted).containsExactlyInAnyOrderElementsOf(watched.toList());
    }

    @Test
    void what_is_watched_or_read_live_may_be_listed_and_nothing_else() {
        // given
        var live = Stream.concat(
                Stream.of(ForeignKind.values()).map(ForeignKind::resource),
                Stream.of(Ingress.class, NetworkPolicy.class, PodDisruptionBudget.class)
                        .map(HasMetadata::getFullResourceName));

        // when
        var granted = granted("list");

        // then
        assertThat(granted)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(live, granted("watch").stream()).toList());
    }

    @Test
    void of_secrets_alone_single_objects_may_be_read() {
        // given
        var read = HasMetadata.getFullResourceName(ChainOfSecret.class);

        // when
        var granted = granted("get");

        // then
        assertThat(granted).containsExactly(read);
    }

    /** As {@code services} or {@code endpointslices.discovery.k8s.io}. */
    private Set<String> granted(String verb) {
        return rights.stream()
                .filter(right -> right.startsWith(verb + " "))
                .map(right -> right.substring(verb.length() + 1).split("/", 2))
                .map(parts -> parts[0].isEmpty() ? parts[1] : parts[1] + "." + parts[0])
                .collect(Collectors.toSet());
    }
}
