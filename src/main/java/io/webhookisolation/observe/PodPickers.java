package io.webhookisolation.observe;

import static java.util.function.Predicate.not;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.webhookisolation.convert.LabelSelectorConversion;
import io.webhookisolation.model.Gap;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.PodSelector;
import io.webhookisolation.model.PodSelectors;
import io.webhookisolation.model.PodTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who beside Services and workloads picks Pods of one namespace by their labels (predicate T3), read live for one question
 * and then forgotten; and whose affinity in other namespaces looks at these Pods.
 *
 * <p>What cannot be read is named, with verb and resource. An object elsewhere counts if it names other namespaces at all.
 */
final class PodPickers {

    private final KubernetesClient client;
    private final String namespace;
    private final List<PodSelector> selectors = new ArrayList<>();
    private final List<Gap> unreadable = new ArrayList<>();

    PodPickers(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    PodSelectors found() {
        return new PodSelectors(selectors, unreadable);
    }

    /** A budget picks Pods of its own namespace only. */
    void readBudgets() {
        read(PodDisruptionBudget.class, namespace, budget -> {
            if (budget.getSpec() != null) {
                add(budget, budget.getSpec().getSelector());
            }
        });
    }

    /** {@code places} are the namespaces that we may look at; the empty name for all. */
    void readNetworkPolicies(Set<String> places) {
        places.forEach(place -> read(NetworkPolicy.class, place, this::consider));
    }

    void readPodMonitors(Set<String> places) {
        for (var place : places) {
            try {
                ForeignKind.POD_MONITOR.list(client, place).forEach(this::consider);
            } catch (KubernetesClientException refused) {
                unreadable.add(ReadFailure.of(refused)
                        .gap("list", ForeignKind.POD_MONITOR.kind(), ForeignKind.POD_MONITOR.resource(), place));
            }
        }
    }

    /** Affinity of another namespace: with what keeps away from our Pods there, they may find no node. */
    void consider(Kept elsewhere) {
        switch (elsewhere) {
            case Kept.OfWorkload(var workload, var governs) -> consider(workload.key(), workload.template());
            case Kept.OfPod(var pod) -> {
                if (!pod.finished()) {
                    consider(pod.key(), pod.spec());
                }
            }
            case Kept.Unreadable(var place, var gap) -> unreadable.add(gap);
            case Kept.Callers callers -> {}
            case Kept.Definition definition -> {}
            case Kept.OfService service -> {}
            case Kept.OfSlice slice -> {}
        }
    }

    private void consider(ObjectKey key, PodTemplate template) {
        template.placement().stream()
                .filter(term -> !key.namespace().equals(namespace) && term.looksInto(namespace, key.namespace()))
                .map(term -> new PodSelector(key.toString(), term.selectorFor(template.labels())))
                .forEach(selectors::add);
    }

    private void consider(NetworkPolicy policy) {
        var spec = policy.getSpec() == null ? new NetworkPolicySpec() : policy.getSpec();
        if (isHere(policy)) {
            add(policy, spec.getPodSelector());
        }
        peers(spec)
                .filter(peer -> isHere(policy) || peer.getNamespaceSelector() != null)
                .forEach(peer -> add(policy, peer.getPodSelector()));
    }

    private static Stream<NetworkPolicyPeer> peers(NetworkPolicySpec spec) {
        return Stream.concat(
                stream(spec.getIngress()).flatMap(rule -> stream(rule.getFrom())),
                stream(spec.getEgress()).flatMap(rule -> stream(rule.getTo())));
    }

    private static <T> Stream<T> stream(@Nullable List<T> list) {
        return list == null ? Stream.empty() : list.stream();
    }

    private void consider(GenericKubernetesResource monitor) {
        var serialization = client.getKubernetesSerialization();
        var spec = serialization.convertValue(monitor, JsonNode.class).path("spec");
        if (isHere(monitor) || !spec.path("namespaceSelector").isMissingNode()) {
            add(monitor, serialization.convertValue(spec.path("selector"), LabelSelector.class));
        }
    }

    private <T extends HasMetadata> void read(Class<T> kind, String place, Consumer<T> consumer) {
        try {
            var resources = client.resources(kind);
            (place.isEmpty() ? resources.inAnyNamespace() : resources.inNamespace(place))
                    .list()
                    .getItems()
                    .forEach(consumer);
        } catch (KubernetesClientException refused) {
            unreadable.add(ReadFailure.of(refused)
                    .gap("list", HasMetadata.getKind(kind), HasMetadata.getFullResourceName(kind), place));
        }
    }

    private void add(HasMetadata user, @Nullable LabelSelector selector) {
        var name = user.getKind() + "/" + user.getMetadata().getName();
        if (selector != null) {
            stream(selector.getMatchExpressions())
                    .map(LabelSelectorRequirement::getOperator)
                    .filter(not(LabelSelectorConversion::isKnown))
                    .map(operator -> new Gap(
                            user.getKind(),
                            false,
                            name + " selects by " + operator + ", which is no" + " operator that we know"))
                    .forEach(unreadable::add);
        }
        selectors.add(new PodSelector(name, LabelSelectorConversion.toModel(selector)));
    }

    private boolean isHere(HasMetadata object) {
        return Objects.equals(namespace, object.getMetadata().getNamespace());
    }
}
