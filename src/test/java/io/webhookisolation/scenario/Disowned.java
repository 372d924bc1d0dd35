package io.webhookisolation.scenario;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;

/** Has no field written by anybody: a test made it, and a program that nobody knows would be taken for one that writes it again. */
final class Disowned {

    private static final String FORGETFUL =
            "[{\"op\": \"replace\", \"path\": \"/metadata/managedFields\", \"value\": [{}]}]";

    private Disowned() {}

    static void by(KubernetesClient client, HasMetadata object) {
        client.resource(object).patch(PatchContext.of(PatchType.JSON), FORGETFUL);
    }
}
