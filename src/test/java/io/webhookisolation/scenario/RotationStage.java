package io.webhookisolation.scenario;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.webhookisolation.model.TrustBundle;
import io.webhookisolation.pki.GenerationName;
import io.webhookisolation.pki.ServingSecret;
import io.webhookisolation.x509.ParsedBundle;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A webhook that is called all the time while somebody rotates what its Pods serve and what its call sites trust.
 *
 * <p>Generations are numbered as {@link GenerationName} does; 0 is whatever has another name.
 */
final class RotationStage implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(50);

    private final ControlPlane plane;
    private final RotationCell cell;
    private final Installation webhook;
    private final RotatedSites sites;
    private final ServedChains served;
    private final CallStream calls;
    private final QuadrantSampler sampler;

    /**
     * Installs the webhook and begins to call it.
     *
     * @param apiServers as many as the cell has
     */
    RotationStage(
            ControlPlane plane,
            String namespace,
            RotationCell cell,
            List<KubernetesClient> apiServers,
            CallStream.Load load) {
        this.plane = plane;
        this.cell = cell;
        plane.mounts().delay(namespace, cell.secretDelays());
        var component = Component.scaffolded("rotated")
                .replicas(cell.secretDelays().size())
                .lingering();
        webhook = Installation.of(plane.client(), component, namespace).awaitReady();
        if (cell.keepsConnections()) {
            webhook.keepConnections();
        }
        sites = new RotatedSites(plane.client(), webhook, cell.everyKind());
        sites.awaitServed(apiServers);
        served = new ServedChains(plane, webhook);
        calls = CallStream.through(apiServers, sites.questions(), load);
        sampler = QuadrantSampler.start(this);
    }

    ControlPlane plane() {
        return plane;
    }

    RotationCell cell() {
        return cell;
    }

    Installation webhook() {
        return webhook;
    }

    RotatedSites sites() {
        return sites;
    }

    CallStream calls() {
        return calls;
    }

    QuadrantSampler sampler() {
        return sampler;
    }

    /** The name by which the API server calls the webhook. */
    String serverName() {
        return webhook.component().service() + "." + webhook.namespace() + ".svc";
    }

    /** What each call site trusts. */
    List<TrustBundle> bundles() {
        return sites.all().stream().map(RotatedSite::bundle).toList();
    }

    /** By Pod; empty for one that serves nothing. */
    Map<String, List<X509Certificate>> served() {
        return served.now();
    }

    /** Replaces what the Pods will serve, without any precaution. */
    void store(ServingSecret content) {
        var data = content.toEntries().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> Base64.getEncoder().encodeToString(entry.getValue())));
        plane.client()
                .secrets()
                .inNamespace(webhook.namespace())
                .withName(webhook.component().secret())
                .edit(secret -> {
                    secret.setData(data);
                    return secret;
                });
    }

    /** Which generation signed what all Pods serve; nothing while they differ, or while nobody trusts it. */
    OptionalInt generation() {
        var authorities = bundles().stream()
                .flatMap(bundle -> ParsedBundle.parse(bundle).certificates().stream())
                .distinct()
                .toList();
        var generations = served().values().stream()
                .map(chain -> generation(chain, authorities))
                .collect(Collectors.toSet());
        return generations.size() == 1 ? generations.iterator().next() : OptionalInt.empty();
    }

    /** Whether each Pod serves a leaf of this generation and every call site trusts its successor already. */
    boolean isRotatedTo(int generation) {
        return generation().equals(OptionalInt.of(generation))
                && bundles().stream()
                        .allMatch(bundle -> ParsedBundle.parse(bundle).certificates().stream()
                                .anyMatch(authority -> number(authority) == generation + 1));
    }

    void awaitServedByAll(X509Certificate leaf) {
        await("a leaf of " + leaf.getIssuerX500Principal().getName())
                .atMost(PATIENCE)
                .pollInterval(POLL)
                .until(() -> {
                    var chains = served().values();
                    return chains.size() == cell.secretDelays().size()
                            && chains.stream().allMatch(chain -> serves(chain, leaf));
                });
    }

    void awaitServedBySome(X509Certificate leaf) {
        await().atMost(PATIENCE)
                .pollInterval(POLL)
                .until(() -> served().values().stream().anyMatch(chain -> serves(chain, leaf)));
    }

    /** As a rollout would, but at once. */
    void replacePodsWithout(X509Certificate leaf) {
        served().forEach((pod, chain) -> {
            if (!serves(chain, leaf)) {
                plane.client()
                        .pods()
                        .inNamespace(webhook.namespace())
                        .withName(pod)
                        .delete();
            }
        });
    }

    /** Until no API server can be without what was published at this moment of {@link System#nanoTime}. */
    void awaitDwellSince(long moment) {
        await().atMost(PATIENCE)
                .pollInterval(POLL)
                .until(() -> System.nanoTime() - moment >= cell.trustDwell().toNanos());
    }

    /** Until callers and sampler have seen how things are now. */
    void letItBeSeen() {
        calls.awaitMore(20);
        sampler.awaitMore(2);
    }

    private static boolean serves(List<X509Certificate> chain, X509Certificate leaf) {
        return !chain.isEmpty() && chain.getFirst().equals(leaf);
    }

    private static int number(X509Certificate authority) {
        return GenerationName.of(authority).map(GenerationName::number).orElse(0);
    }

    private static OptionalInt generation(List<X509Certificate> chain, Collection<X509Certificate> authorities) {
        return authorities.stream()
                .filter(authority -> !chain.isEmpty() && isSignedBy(chain.getFirst(), authority))
                .flatMapToInt(authority -> IntStream.of(number(authority)))
                .findFirst();
    }

    private static boolean isSignedBy(X509Certificate leaf, X509Certificate authority) {
        try {
            leaf.verify(authority.getPublicKey());
            return true;
        } catch (GeneralSecurityException another) {
            return false;
        }
    }

    /** Waits for those under way; the figures stay. */
    void endCalls() {
        sampler.close();
        calls.close();
    }

    @Override
    public void close() {
        endCalls();
        sites.close();
    }
}
