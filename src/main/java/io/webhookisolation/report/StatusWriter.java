package io.webhookisolation.report;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.webhookisolation.api.v1alpha1.PolicyStatus;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import io.webhookisolation.convert.FieldManager;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Writes a policy's status by server-side apply of a fresh object, and only when it differs.
 *
 * <p>Not through JOSDK, which holds back the events of the object while it writes: a change of the spec in that moment
 * would stay unseen until the next resync. Own status writes trigger nothing, since they leave the generation alone.
 */
final class StatusWriter {

    private static final String SUBRESOURCE = "status";
    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(FieldManager.NAME)
            .withForce(true)
            .build();

    private final KubernetesClient client;
    private final OwnWrites<PolicyStatus> written = new OwnWrites<>(Duration.ofMinutes(5));

    StatusWriter(KubernetesClient client) {
        this.client = client;
    }

    /** The policy's status, ours included if the cache that {@code policy} comes from does not show it yet. */
    PolicyStatus current(WebhookIsolationPolicy policy, Instant now) {
        var metadata = policy.getMetadata();
        return written.unseen(metadata.getUid(), metadata.getResourceVersion(), now)
                .or(() -> Optional.ofNullable(policy.getStatus()))
                .orElse(StatusReport.NONE);
    }

    /**
     * Writes {@code status} if it is not {@link #current}.
     *
     * @return whether something was written
     * @throws KubernetesClientException if the API server refused; a policy that is gone is no failure
     */
    boolean write(WebhookIsolationPolicy policy, PolicyStatus status, Instant now) {
        if (status.equals(current(policy, now))) {
            return false;
        }
        try {
            var answer = client.resource(fresh(policy, status))
                    .subresource(SUBRESOURCE)
                    .patch(APPLY);
            written.wrote(policy.getMetadata().getUid(), answer.getMetadata().getResourceVersion(), status, now);
            return true;
        } catch (KubernetesClientException failure) {
            if (failure.getCode() == 404) {
                return false;
            }
            throw failure;
        }
    }

    /** The UID keeps the status off a policy of the same name that took the place of this one. */
    private static WebhookIsolationPolicy fresh(WebhookIsolationPolicy policy, PolicyStatus status) {
        var fresh = new WebhookIsolationPolicy();
        fresh.setMetadata(new ObjectMetaBuilder()
                .withNamespace(policy.getMetadata().getNamespace())
                .withName(policy.getMetadata().getName())
                .withUid(policy.getMetadata().getUid())
                .build());
        fresh.setStatus(status);
        return fresh;
    }
}
