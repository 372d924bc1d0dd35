package io.webhookisolation.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.webhookisolation.model.Gap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One kind that Snapshots are made of.
 *
 * @param namespaced whether its objects live in namespaces
 * @param pageSize how many objects one request lists
 * @param blank a new object without content
 * @param reduction what we keep of an object
 */
record Kind<R extends HasMetadata>(
        Class<R> type, boolean namespaced, long pageSize, Supplier<R> blank, Function<R, Kept> reduction) {

    /** {@code EndpointSlice}. */
    String name() {
        return HasMetadata.getKind(type);
    }

    /** {@code endpointslices.discovery.k8s.io}, the form in which permissions are granted. */
    String resource() {
        return HasMetadata.getFullResourceName(type);
    }

    /**
     * Never throws: an informer would log the exception, drop the event, and show the object's former state for ever.
     */
    Kept keep(R object) {
        try {
            return reduction.apply(object);
        } catch (RuntimeException odd) {
            var meta = object.getMetadata();
            var namespace = meta.getNamespace() == null ? Kept.EVERYWHERE : meta.getNamespace();
            return new Kept.Unreadable(
                    namespace,
                    new Gap(
                            name(),
                            false,
                            "cannot read " + name() + " " + namespace + "/" + meta.getName() + ": " + odd));
        }
    }
}
