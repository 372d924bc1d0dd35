package io.webhookisolation.app;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a configuration needs to be allowed, and which of it the API server denies. */
final class Permissions {

    private static final Logger LOG = LoggerFactory.getLogger(Permissions.class);
    private static final String POLICIES = "webhookisolationpolicies";

    private Permissions() {}

    /** To hold the Lease; fabric8 renews it by PATCH. */
    static List<Permission> ofLease(RunConfiguration configuration) {
        var namespace = configuration.operatorNamespace();
        return Stream.of("get", "create", "patch")
                .map(verb -> new Permission(
                        verb,
                        "coordination.k8s.io",
                        "leases",
                        "Lease",
                        namespace,
                        verb.equals("create") ? "" : LeaderElection.LEASE))
                .toList();
    }

    /** To do what the mode ceiling promises; what is only read is found out by reading it. */
    static List<Permission> ofCeiling(RunConfiguration configuration) {
        var places = configuration.namespaces().isEmpty() ? Set.of("") : configuration.namespaces();
        return places.stream()
                .flatMap(namespace -> switch (configuration.modeCeiling()) {
                    case AUDIT -> reporting(namespace);
                    case NARROW -> Stream.concat(reporting(namespace), narrowing(namespace));
                })
                .toList();
    }

    private static Stream<Permission> reporting(String namespace) {
        return Stream.of(ofPolicies(POLICIES + "/status", namespace));
    }

    private static Stream<Permission> narrowing(String namespace) {
        return Stream.of(
                new Permission("patch", "", "services", "Service", namespace, ""), ofPolicies(POLICIES, namespace));
    }

    private static Permission ofPolicies(String resource, String namespace) {
        return new Permission(
                "patch", WebhookIsolationPolicy.GROUP, resource, WebhookIsolationPolicy.KIND, namespace, "");
    }

    static List<Permission> missing(KubernetesClient client, Collection<Permission> needed) {
        return needed.stream()
                .filter(permission -> isDenied(client, permission))
                .toList();
    }

    /** A cluster that does not answer such questions may still allow it, and refuses it in time if not. */
    private static boolean isDenied(KubernetesClient client, Permission permission) {
        var review = new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withResourceAttributes(permission.attributes())
                .endSpec()
                .build();
        try {
            var answer = client.authorization().v1().selfSubjectAccessReview().create(review);
            return answer.getStatus() == null
                    || !Boolean.TRUE.equals(answer.getStatus().getAllowed());
        } catch (KubernetesClientException e) {
            LOG.atWarn()
                    .addKeyValue("verb", permission.verb())
                    .addKeyValue("resource", permission.resource())
                    .addKeyValue("reason", e.getMessage())
                    .log("cannot find out what we are allowed to do");
            return false;
        }
    }
}
