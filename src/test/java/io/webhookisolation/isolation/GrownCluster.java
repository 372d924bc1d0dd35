package io.webhookisolation.isolation;

import static java.util.Objects.requireNonNull;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.webhookisolation.convert.ProvenanceConversion;
import io.webhookisolation.convert.SecretConversion;
import io.webhookisolation.convert.SnapshotAssembler;
import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.Certificate;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.ProbeResult;
import io.webhookisolation.model.ProbeTarget;
import io.webhookisolation.model.Provenance;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.model.Source;
import io.webhookisolation.probe.ProbeTargets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The Snapshot of a cluster in which somebody applied manifests, and whose Pods answer as {@code served.yaml} says. */
public final class GrownCluster {

    public static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final KubernetesSerialization JSON = new KubernetesSerialization();

    private GrownCluster() {}

    public static Snapshot of(String manifests, String served) {
        var answers = new Answers(served);
        var world = new SnapshotAssembler();
        for (var object : Growth.of(objects(answers.withCertificates(manifests)))) {
            if (object instanceof Secret secret) {
                world.certificate(read(secret));
            } else {
                world.add(object, Source.CLUSTER, ProvenanceConversion.ofCluster(object));
            }
        }
        var silent = world.live(Map.of());
        return silent.withProbes(probes(silent, answers));
    }

    /** As where Secrets may be read. */
    private static Certificate read(Secret secret) {
        var meta = secret.getMetadata();
        var chain = SecretConversion.decoded(requireNonNull(secret.getData().get(SecretConversion.CHAIN)));
        return SecretConversion.toModel(
                ObjectKey.live("v1", "Secret", meta.getNamespace(), meta.getName()),
                Provenance.NONE,
                SecretConversion.dnsNames(chain));
    }

    private static List<HasMetadata> objects(String manifests) {
        var documents = new Load(LoadSettings.builder().build()).loadAllFromString(manifests);
        return StreamSupport.stream(documents.spliterator(), false)
                .map(document -> JSON.<HasMetadata>unmarshal(JSON.asJson(document)))
                .toList();
    }

    /** Only who may be dialled is asked. */
    private static Map<ProbeTarget, List<ProbeResult>> probes(Snapshot snapshot, Answers answers) {
        var probes = new TreeMap<ProbeTarget, List<ProbeResult>>();
        snapshot.callSites().stream()
                .map(CallSite::service)
                .flatMap(service -> service.stream())
                .distinct()
                .flatMap(service -> ProbeTargets.of(snapshot, service, snapshot.callSites()).stream())
                .forEach(target -> probes.put(
                        target,
                        List.of(new ProbeResult(
                                target, NOW.minusSeconds(10), Duration.ofMillis(3), answers.of(target)))));
        return probes;
    }
}
