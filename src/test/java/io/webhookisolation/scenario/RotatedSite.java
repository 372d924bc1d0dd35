package io.webhookisolation.scenario;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.webhookisolation.model.TrustBundle;
import java.util.Base64;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * One object that names the rotated webhook's Service, and what it trusts.
 *
 * @param manifest as it was created
 * @param read its bundle, in Base64
 * @param write the same into all its entries
 */
record RotatedSite<T extends HasMetadata>(
        KubernetesClient client, T manifest, Function<T, String> read, BiConsumer<T, String> write) {

    TrustBundle bundle() {
        var live = Objects.requireNonNull(client.resource(manifest).get());
        return new TrustBundle(Base64.getDecoder().decode(read.apply(live)));
    }

    /** Without any precaution. */
    void publish(TrustBundle bundle) {
        client.resource(manifest).edit(live -> {
            write.accept(live, Base64.getEncoder().encodeToString(bundle.bytes()));
            return live;
        });
    }

    /** As whoever deploys by hand writes back what he has; of webhook configurations, and of their first entry. */
    void restore(TrustBundle former) {
        var context = new PatchContext.Builder()
                .withPatchType(PatchType.JSON)
                .withFieldManager("kubectl-edit")
                .build();
        var text = Base64.getEncoder().encodeToString(former.bytes());
        client.resource(manifest)
                .patch(
                        context,
                        "[{\"op\": \"add\", \"path\": \"/webhooks/0/clientConfig/caBundle\", \"value\": \"" + text
                                + "\"}]");
    }

    void create() {
        client.resource(manifest).create();
    }

    void delete() {
        client.resource(manifest).delete();
    }

    void disown() {
        Disowned.by(client, manifest);
    }
}
