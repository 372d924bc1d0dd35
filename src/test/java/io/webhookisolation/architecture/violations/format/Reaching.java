package io.webhookisolation.architecture.violations.format;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.net.Socket;
import java.util.function.Consumer;

/** What only single packages may do, done elsewhere. */
record Reaching(KubernetesClient client, Socket socket) {

    void write(Resource<Service> service) {
        service.delete();
        Consumer<Resource<Service>> reference = Resource::serverSideApply;
        reference.accept(service);
    }

    void read() {
        client.services().list();
        client.services().inAnyNamespace().inform();
    }

    /** Allowed everywhere: a question. */
    void ask(SelfSubjectAccessReview question) {
        client.authorization().v1().selfSubjectAccessReview().create(question);
    }
}
