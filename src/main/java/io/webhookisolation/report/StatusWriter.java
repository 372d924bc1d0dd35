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
import java.util.function.BooleanSupplier;

/**
 * Writes a policy's status by server-side apply of a fresh object, only when it differs, and only over the status that it
 * follows from: the API server refuses it if the policy has another resourceVersion by then.
 *
 * <p>Not through JOSDK, which holds back the events of the object while it writes: a change of the spec in that moment
 * would stay unseen until the next resync. Own status writes trigger nothing, since they leave the generation alone.
 */
final class StatusWriter {

    private static final String SUBRESOURCE = "status";

    /** Forced, since the fields are ours whoever wrote them; that overrides other managers and no precondition. */
    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(FieldManager.NAME)
            .withForce(true)
            .build();

    private final KubernetesClient client;
    private final LivePolicy live;
    private final BooleanSupplier leads;

    /** Longer than any watch can be dead without a word: until the cache is back, we know better what we wrote. */
    private final OwnWrites<Known> written = new OwnWrites<>(Duration.ofDays(1));

    /** @param leads asked before the second try, which may come long after the first */
    StatusWriter(KubernetesClient client, LivePolicy live, BooleanSupplier leads) {
        this.client = client;
        this.live = live;
        this.leads = leads;
    }

    /** A version of a policy, and the status that it has there. */
    private record Known(String resourceVersion, PolicyStatus status) {

        static Known of(WebhookIsolationPolicy policy) {
            return new Known(
                    policy.getMetadata().getResourceVersion(),
                    Optional.ofNullable(policy.getStatus()).orElse(StatusReport.NONE));
        }
    }

    /** The policy's status, ours included if the cache that {@code policy} comes from does not show it yet. */
    PolicyStatus current(WebhookIsolationPolicy policy, Instant now) {
        return known(policy, now).status();
    }

    /** We wrote another part of the policy, which has this version since, and its status is as it was. */
    void touched(WebhookIsolationPolicy policy, String resourceVersion, Instant now) {
        remember(policy, new Known(resourceVersion, current(policy, now)), now);
    }

    /**
     * Writes {@code status}, which follows from {@link #current}, if it differs from that.
     *
     * @throws KubernetesClientException if the API server refused for another reason than its precondition; a policy that
     *     is gone is no failure
     */
    Told write(WebhookIsolationPolicy policy, PolicyStatus status, Instant now) {
        var base = known(policy, now);
        if (status.equals(base.status())) {
            return Told.NOTHING_NEW;
        }
        var told = apply(policy, base.resourceVersion(), status, now);
        return told == Told.OVERTAKEN && leads.getAsBoolean() ? again(policy, base.status(), status, now) : told;
    }

    /** Most who change a policy leave its status alone, and then ours follows from it as before. */
    private Told again(WebhookIsolationPolicy policy, PolicyStatus base, PolicyStatus status, Instant now) {
        var metadata = policy.getMetadata();
        var found = live.read(metadata.getNamespace(), metadata.getName())
                .filter(same -> same.getMetadata().getUid().equals(metadata.getUid()))
                .map(Known::of);
        if (found.isEmpty()) {
            return Told.NOTHING_NEW;
        }
        if (found.get().status().equals(status)) {
            // The answer was lost, and the client's own second try was refused because of the first.
            remember(policy, found.get(), now);
            return Told.NEWS;
        }
        return found.get().status().equals(base)
                ? apply(policy, found.get().resourceVersion(), status, now)
                : Told.OVERTAKEN;
    }

    private Told apply(WebhookIsolationPolicy policy, String resourceVersion, PolicyStatus status, Instant now) {
        try {
            var answer = client.resource(fresh(policy, resourceVersion, status))
                    .subresource(SUBRESOURCE)
                    .patch(APPLY);
            remember(policy, Known.of(answer), now);
            return Told.NEWS;
        } catch (KubernetesClientException failure) {
            return switch (failure.getCode()) {
                case 404 -> Told.NOTHING_NEW;
                case 409 -> Told.OVERTAKEN;
                default -> throw failure;
            };
        }
    }

    private Known known(WebhookIsolationPolicy policy, Instant now) {
        var metadata = policy.getMetadata();
        return written.unseen(metadata.getUid(), metadata.getResourceVersion(), now)
                .orElseGet(() -> Known.of(policy));
    }

    private void remember(WebhookIsolationPolicy policy, Known known, Instant now) {
        written.wrote(policy.getMetadata().getUid(), known.resourceVersion(), known, now);
    }

    /** The UID keeps the status off a policy of the same name that took the place of this one. */
    private static WebhookIsolationPolicy fresh(
            WebhookIsolationPolicy policy, String resourceVersion, PolicyStatus status) {
        var fresh = new WebhookIsolationPolicy();
        fresh.setMetadata(new ObjectMetaBuilder()
                .withNamespace(policy.getMetadata().getNamespace())
                .withName(policy.getMetadata().getName())
                .withUid(policy.getMetadata().getUid())
                .withResourceVersion(resourceVersion)
                .build());
        fresh.setStatus(status);
        return fresh;
    }
}
