package io.webhookisolation.app;

import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import io.webhookisolation.observe.InformerState;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What a configuration needs to be allowed. */
final class Permissions {

    private static final String POLICIES = "webhookisolationpolicies";

    private Permissions() {}

    /** To hold the Lease, if there is an election; fabric8 renews it by PATCH. */
    static List<Permission> ofLease(RunConfiguration configuration) {
        if (!configuration.leaderElect()) {
            return List.of();
        }
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

    /** To do what the mode ceiling promises, beyond what informers read. */
    static List<Permission> ofCeiling(RunConfiguration configuration) {
        var places = configuration.namespaces().isEmpty() ? Set.of("") : configuration.namespaces();
        return places.stream()
                .flatMap(namespace -> switch (configuration.ceiling()) {
                    case OBSERVE -> reading(namespace);
                    case AUDIT -> Stream.concat(reading(namespace), reporting(namespace));
                    case NARROW, ROTATE ->
                        Stream.of(reading(namespace), reporting(namespace), narrowing(namespace))
                                .flatMap(permissions -> permissions);
                })
                .toList();
    }

    /** The framework reads the policies, and does not tell why it cannot. */
    private static Stream<Permission> reading(String namespace) {
        return Stream.of(ofPolicies("list", POLICIES, namespace), ofPolicies("watch", POLICIES, namespace));
    }

    private static Stream<Permission> reporting(String namespace) {
        return Stream.of(ofPolicies("patch", POLICIES + "/status", namespace));
    }

    /** To read what this informer reads. */
    static Stream<Permission> of(InformerState informer) {
        var parts = informer.resource().split("\\.", 2);
        var group = parts.length == 1 ? "" : parts[1];
        return Stream.of("list", "watch")
                .map(verb -> new Permission(verb, group, parts[0], informer.kind(), informer.namespace(), ""));
    }

    /** A component of its own (deploy/kustomize/components/read-secrets), which nothing depends on. */
    static Permission ofSecrets(String namespace) {
        return new Permission("get", "", "secrets", "Secret", namespace, "");
    }

    /** Another such component (label-workloads); the lists that it grants besides are tried, and tell for themselves. */
    static Permission ofLabelling(String namespace) {
        return new Permission("patch", "apps", "deployments", "Deployment", namespace, "");
    }

    /** The component rotate; what is in one namespace is bound there alone. */
    static Stream<Permission> ofRotating(String namespace, String operatorNamespace) {
        var bundles = Stream.of(
                        bundlesOf(
                                "admissionregistration.k8s.io",
                                "validatingwebhookconfigurations",
                                "ValidatingWebhookConfiguration"),
                        bundlesOf(
                                "admissionregistration.k8s.io",
                                "mutatingwebhookconfigurations",
                                "MutatingWebhookConfiguration"),
                        bundlesOf("apiextensions.k8s.io", "customresourcedefinitions", "CustomResourceDefinition"),
                        bundlesOf("apiregistration.k8s.io", "apiservices", "APIService"))
                .flatMap(permissions -> permissions);
        var secrets = Stream.of(namespace, operatorNamespace)
                .distinct()
                .flatMap(place -> Stream.of("get", "create", "patch")
                        .map(verb -> new Permission(verb, "", "secrets", "Secret", place, "")));
        var namespaces = Stream.of(new Permission("get", "", "namespaces", "Namespace", "", ""));
        return Stream.of(bundles, namespaces, secrets).flatMap(permissions -> permissions);
    }

    private static Stream<Permission> bundlesOf(String group, String resource, String kind) {
        return Stream.of("get", "patch").map(verb -> new Permission(verb, group, resource, kind, "", ""));
    }

    private static Stream<Permission> narrowing(String namespace) {
        return Stream.of(
                new Permission("patch", "", "services", "Service", namespace, ""),
                ofPolicies("patch", POLICIES, namespace));
    }

    private static Permission ofPolicies(String verb, String resource, String namespace) {
        return new Permission(verb, WebhookIsolationPolicy.GROUP, resource, WebhookIsolationPolicy.KIND, namespace, "");
    }
}
