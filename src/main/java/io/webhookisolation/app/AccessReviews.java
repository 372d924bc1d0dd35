package io.webhookisolation.app;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import java.net.HttpURLConnection;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the API server what we may do, and remembers what it said last; thread-safe.
 *
 * <p>Where it does not answer, its last answer holds, and at first that is a yes: a cluster that cannot be asked refuses
 * in time what it does not allow.
 */
final class AccessReviews {

    /** Everybody may ask, unless somebody took away what Kubernetes grants by default. */
    static final Permission ASKING = new Permission(
            "create", "authorization.k8s.io", "selfsubjectaccessreviews", "SelfSubjectAccessReview", "", "");

    private static final Logger LOG = LoggerFactory.getLogger(AccessReviews.class);

    private final KubernetesClient client;
    private final AtomicReference<String> trouble = new AtomicReference<>("");
    private final AtomicReference<Set<Permission>> denied = new AtomicReference<>(Set.of());

    /** Asks once, and not again and again inside one call: whoever asks comes again. */
    AccessReviews(KubernetesClient client) {
        var once = new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
                .withRequestRetryBackoffLimit(0)
                .build();
        this.client = client.adapt(NamespacedKubernetesClient.class)
                .withRequestConfig(once)
                .call(sameClient -> sameClient);
    }

    /** All that was denied when it was last asked for, the oldest first. */
    Set<Permission> denied() {
        return denied.get();
    }

    void ask(Collection<Permission> permissions) {
        try {
            for (var permission : permissions) {
                remember(permission, isAllowed(permission));
                remember(ASKING, true);
                say("");
            }
        } catch (KubernetesClientException failure) {
            if (failure.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                remember(ASKING, false);
            } else {
                say(ConnectionTrouble.of(failure));
            }
        }
    }

    /** For what nothing depends on: asked now, not remembered, and a no where there is no answer. */
    boolean mayAtPresent(Permission permission) {
        try {
            return isAllowed(permission);
        } catch (KubernetesClientException failure) {
            return false;
        }
    }

    private void say(String now) {
        if (!trouble.getAndSet(now).equals(now) && !now.isEmpty()) {
            LOG.atWarn().addKeyValue("reason", now).log("cannot find out what we are allowed to do");
        }
    }

    private void remember(Permission permission, boolean allowed) {
        denied.updateAndGet(before -> {
            var after = new LinkedHashSet<>(before);
            if (allowed) {
                after.remove(permission);
            } else {
                after.add(permission);
            }
            return Collections.unmodifiableSet(after);
        });
    }

    private boolean isAllowed(Permission permission) {
        var review = new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withResourceAttributes(permission.attributes())
                .endSpec()
                .build();
        var answer = client.authorization().v1().selfSubjectAccessReview().create(review);
        return answer.getStatus() != null
                && Boolean.TRUE.equals(answer.getStatus().getAllowed());
    }
}
