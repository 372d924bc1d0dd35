package io.webhookisolation.ownership;

import io.webhookisolation.model.Evidence;
import io.webhookisolation.model.Provenance;
import java.util.List;
import java.util.Optional;

/**
 * E10, for manifests only: Service and workload come from the same file, chart or folder, or the manifests name the same
 * or different namespaces for them.
 *
 * <p>A Service reaches only Pods of its own namespace, so two different namespaces prove that the two were not made for
 * each other. A different file alone says nothing, because one object per file is common; it speaks against the workload
 * if that file holds a webhook Service that selects it.
 */
final class SourceDocument implements EvidenceRule {

    static final String CODE = "E10";
    private static final int SAME_DOCUMENT = 40;
    private static final int SAME_NAMESPACE = 15;
    private static final int OTHER_OWNER = -25;
    private static final int OTHER_NAMESPACE = -100;

    private final boolean live;
    private final WebhookServices webhooks;

    SourceDocument(boolean live, WebhookServices webhooks) {
        this.live = live;
        this.webhooks = webhooks;
    }

    @Override
    public Optional<Evidence> examine(Claim claim) {
        return live
                ? Optional.empty()
                : examine(claim, claim.service().provenance(), claim.unit().provenance());
    }

    private Optional<Evidence> examine(Claim claim, Provenance service, Provenance workload) {
        if (Origin.differ(service.homeNamespace(), workload.homeNamespace())) {
            return evidence(
                    OTHER_NAMESPACE,
                    "the manifests put " + claim.who() + " into namespace "
                            + workload.homeNamespace().orElseThrow() + " and the Service into "
                            + service.homeNamespace().orElseThrow());
        }
        if (Origin.same(service.document(), workload.document())) {
            return evidence(
                    SAME_DOCUMENT,
                    claim.who() + " and the Service come from "
                            + service.document().orElseThrow());
        }
        var rival = rivals(claim).stream().findFirst();
        if (rival.isPresent()) {
            return evidence(
                    OTHER_OWNER,
                    claim.who() + " comes from " + workload.document().orElseThrow() + " with Service/" + rival.get()
                            + ", which selects it too");
        }
        return Origin.same(service.homeNamespace(), workload.homeNamespace())
                ? evidence(
                        SAME_NAMESPACE,
                        "the manifests put " + claim.who() + " and the Service into namespace "
                                + service.homeNamespace().orElseThrow())
                : Optional.empty();
    }

    private List<String> rivals(Claim claim) {
        var service = claim.service().provenance().document();
        var workload = claim.unit().provenance().document();
        if (!Origin.differ(service, workload)) {
            return List.of();
        }
        return webhooks.in(claim.namespace()).stream()
                .filter(rival -> rival.provenance().document().equals(workload))
                .filter(rival -> claim.unit().isSelectedBy(rival.selector()))
                .map(rival -> rival.key().name())
                .toList();
    }

    private static Optional<Evidence> evidence(int weight, String sentence) {
        return Optional.of(new Evidence(CODE, weight, sentence));
    }
}
