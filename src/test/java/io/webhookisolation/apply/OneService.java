package io.webhookisolation.apply;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.webhookisolation.cluster.EmbeddedApiServer;
import io.webhookisolation.cluster.proxy.Call;
import io.webhookisolation.cluster.proxy.Faults;
import io.webhookisolation.model.AppliedRecord;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.RestoreCause;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.Step;
import io.webhookisolation.model.StepResult;
import io.webhookisolation.scenario.OperatorAccount;
import java.time.Instant;
import java.util.List;

/** The Service that a Step is about, on an API server of its own, and the operator that takes the Step. */
final class OneService implements AutoCloseable {

    static final LabelSet BROAD = LabelSet.of("control-plane", "controller-manager");
    static final LabelSet NAME = LabelSet.of("app.kubernetes.io/name", "lws");

    private static final ServiceReference REFERENCE = new ServiceReference("operators", "lws-webhook-service");

    private final EmbeddedApiServer server = EmbeddedApiServer.start(REFERENCE.namespace());
    private final OperatorAccount operator = server.account("operator");
    private final KubernetesClient client = operator.client();

    /** It selects {@link #BROAD}, and {@code manager} applied it. */
    static OneService appliedBy(String manager) {
        var service = new OneService();
        service.server
                .client()
                .resource(new ServiceBuilder(target())
                        .withNewSpec()
                        .withSelector(BROAD.entries())
                        .addNewPort()
                        .withPort(443)
                        .endPort()
                        .endSpec()
                        .build())
                .fieldManager(manager)
                .serverSideApply();
        return service;
    }

    Service live() {
        return server.client().resource(target()).get();
    }

    String uid() {
        return live().getMetadata().getUid();
    }

    String version() {
        return live().getMetadata().getResourceVersion();
    }

    /** Whose entries {@code managedFields} has, in their order. */
    List<String> managers() {
        return live().getMetadata().getManagedFields().stream()
                .map(ManagedFieldsEntry::getManager)
                .toList();
    }

    /** This manager writes a label of its own, so that he has an entry and the Service another version. */
    void labelledBy(String manager) {
        var context = new PatchContext.Builder()
                .withPatchType(PatchType.JSON_MERGE)
                .withFieldManager(manager)
                .build();
        server.client()
                .resource(target())
                .patch(context, "{\"metadata\":{\"labels\":{\"" + manager + "\":\"was-here\"}}}");
    }

    void delete() {
        server.client().resource(target()).delete();
    }

    /** Narrows it as it is now. */
    Step.NarrowSelector narrow() {
        return narrow(NAME);
    }

    Step.NarrowSelector narrow(LabelSet added) {
        var record = new AppliedRecord(added, "", Instant.parse("2026-11-23T10:00:00Z"), "operators/webhooks");
        return new Step.NarrowSelector(
                REFERENCE, uid(), version(), BROAD, added, record, "it reaches Deployment/kueue");
    }

    /** Restores it as it is now. */
    Step.RestoreSelector restore() {
        return new Step.RestoreSelector(REFERENCE, uid(), version(), NAME, RestoreCause.REVERT, "the policy goes");
    }

    /** Removes our entry as it is now. */
    Step.ReleaseFields release() {
        return new Step.ReleaseFields(REFERENCE, uid(), version(), "left behind");
    }

    /** What the operator makes of a Step. */
    StepResult take(Step step) {
        return new Applier(client).apply(step);
    }

    void deny(String verb, String resource) {
        operator.deny(verb, "", resource);
    }

    Faults faults() {
        return operator.proxy().faults();
    }

    /** What the operator asked of the API server, and nobody else. */
    List<Call> calls() {
        return operator.proxy().calls();
    }

    private static Service target() {
        return new ServiceBuilder()
                .withNewMetadata()
                .withNamespace(REFERENCE.namespace())
                .withName(REFERENCE.name())
                .endMetadata()
                .build();
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
