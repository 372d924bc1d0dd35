package io.webhookisolation.app;

import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributes;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributesBuilder;

/**
 * One thing that the operator must be allowed to do.
 *
 * @param resource plural, with the subresource after a slash where there is one
 * @param namespace empty for all
 * @param name empty for any
 */
record Permission(String verb, String group, String resource, String kind, String namespace, String name) {

    ResourceAttributes attributes() {
        var slash = resource.indexOf('/');
        return new ResourceAttributesBuilder()
                .withVerb(verb)
                .withGroup(group)
                .withResource(slash < 0 ? resource : resource.substring(0, slash))
                .withSubresource(slash < 0 ? null : resource.substring(slash + 1))
                .withNamespace(namespace.isEmpty() ? null : namespace)
                .withName(name.isEmpty() ? null : name)
                .build();
    }

    /** {@code cannot patch deployments.apps/status in namespace a}. */
    String denial() {
        var qualified = group.isEmpty() ? resource : resource.replaceFirst("(?=/|$)", "." + group);
        return "cannot " + verb + " " + qualified + (namespace.isEmpty() ? "" : " in namespace " + namespace);
    }
}
