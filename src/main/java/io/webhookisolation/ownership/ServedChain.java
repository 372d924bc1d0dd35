package io.webhookisolation.ownership;

import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.Pod;
import io.webhookisolation.model.Service;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What a ready endpoint of a Service served when it was asked last.
 *
 * @param workload the workload that the Pod is of
 * @param chain leaf first, never empty
 */
public record ServedChain(ObjectKey workload, Pod pod, List<X509Certificate> chain) {

    public ServedChain {
        chain = List.copyOf(chain);
    }

    public X509Certificate leaf() {
        return chain.getFirst();
    }

    public boolean isFor(Service service) {
        return ServedCertificate.isFor(leaf(), service);
    }
}
