package io.webhookisolation.convert;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.webhookisolation.model.AppliedRecord;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.Provenance;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.ServicePort;
import io.webhookisolation.model.Source;
import io.webhookisolation.model.TrafficPolicy;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Converts Services.
 *
 * <p>Whether a Service governs a StatefulSet cannot be seen from it alone: {@link SnapshotAssembler} says so.
 */
public final class ServiceConversion {

    private static final Set<String> EXTERNALLY_REACHABLE = Set.of("NodePort", "LoadBalancer");

    private ServiceConversion() {}

    public static Service toModel(
            io.fabric8.kubernetes.api.model.Service service, Source source, Provenance provenance) {
        var meta = Metadata.of(service);
        var spec = service.getSpec() == null ? new ServiceSpec() : service.getSpec();
        var external = "ExternalName".equals(spec.getType());
        var record = meta.annotation(AppliedAnnotation.NAME);
        var applied = record.isEmpty() ? Optional.<AppliedRecord>empty() : AppliedAnnotation.read(record);
        return new Service(
                meta.key(source),
                meta.uid(),
                meta.resourceVersion(),
                provenance,
                meta.labels(),
                // The API server ignores the selector of an ExternalName Service (ServiceSpec API doc).
                external ? LabelSet.EMPTY : LabelSet.of(OrEmpty.map(spec.getSelector())),
                OrEmpty.list(spec.getPorts()).stream()
                        .map(ServiceConversion::port)
                        .toList(),
                "None".equals(spec.getClusterIP()),
                external ? Optional.of(OrEmpty.text(spec.getExternalName())) : Optional.empty(),
                trafficPolicy(spec),
                OrEmpty.flag(spec.getPublishNotReadyAddresses()),
                false,
                ManagerRecognition.of(meta),
                SelectorWriter.of(meta),
                meta.ignored(),
                applied,
                meta.annotations().containsKey(AppliedAnnotation.NAME) && applied.isEmpty(),
                meta.managedFields().stream().anyMatch(entry -> FieldManager.NAME.equals(entry.getManager())),
                meta.terminating());
    }

    /** The Service, known to be the {@code serviceName} of a StatefulSet. */
    static Service governing(Service service) {
        return new Service(
                service.key(),
                service.uid(),
                service.resourceVersion(),
                service.provenance(),
                service.labels(),
                service.selector(),
                service.ports(),
                service.headless(),
                service.externalName(),
                service.trafficPolicy(),
                service.publishNotReadyAddresses(),
                true,
                service.manager(),
                service.selectorWriter(),
                service.ignored(),
                service.applied(),
                service.corruptRecord(),
                service.ownFieldsEntry(),
                service.terminating());
    }

    private static ServicePort port(io.fabric8.kubernetes.api.model.ServicePort port) {
        var number = OrEmpty.number(port.getPort());
        return new ServicePort(
                OrEmpty.text(port.getName()),
                number,
                OrEmpty.text(port.getProtocol(), "TCP"),
                targetPort(port.getTargetPort(), number));
    }

    private static String targetPort(@Nullable IntOrString target, int port) {
        var written = target == null || target.getValue() == null
                ? ""
                : target.getValue().toString();
        // The API server reads an absent target port, an empty one and 0 as the port itself (SetDefaults_Service).
        return written.isEmpty() || written.equals("0") ? String.valueOf(port) : written;
    }

    private static TrafficPolicy trafficPolicy(ServiceSpec spec) {
        if ("Local".equals(spec.getInternalTrafficPolicy())) {
            return TrafficPolicy.LOCAL;
        }
        if (!OrEmpty.text(spec.getTrafficDistribution()).isEmpty()) {
            return TrafficPolicy.PREFER_NEAR;
        }
        var fromOutside = EXTERNALLY_REACHABLE.contains(OrEmpty.text(spec.getType()));
        return fromOutside && "Local".equals(spec.getExternalTrafficPolicy())
                ? TrafficPolicy.LOCAL_FROM_OUTSIDE
                : TrafficPolicy.CLUSTER;
    }
}
