package io.webhookisolation.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.webhookisolation.certificate.Timing.Waits;
import io.webhookisolation.x509.ParsedBundle;
import io.webhookisolation.x509.SignedBy;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A tenant's webhook with call sites of every kind, and an operator of its own that adopts and rotates it. */
final class TenantRotation implements AutoCloseable {

    private static final String STEADY = "Steady";

    /** Long enough for many operators at once, each of which looks six times while it waits for trust. */
    private static final Waits PATIENT = new Waits(
            Duration.ofMillis(1500),
            Duration.ofSeconds(2),
            Duration.ofHours(24),
            Duration.ofSeconds(4),
            Duration.ofSeconds(5),
            Duration.ZERO);

    private final ControlPlane plane;
    private final TenantNamespace tenant;
    private final Installation webhook;
    private final RotatedSites sites;
    private final RunningOperator operator;

    /**
     * Installs the webhook and wants its adoption.
     *
     * @param operators where the operator runs
     * @param account what is to be done to its account before it starts
     */
    TenantRotation(ControlPlane plane, String operators, Consumer<OperatorAccount> account) {
        this.plane = plane;
        tenant = new TenantNamespace(plane, operators);
        webhook = tenant.install(TenantNamespace.component("rotated"));
        sites = new RotatedSites(plane.client(), webhook, true);
        sites.all().forEach(RotatedSite::disown);
        account.accept(tenant.account());
        tenant.policy("");
        operator = tenant.startOperator(PATIENT);
    }

    TenantNamespace tenant() {
        return tenant;
    }

    /** Returns at once. */
    void rotate() {
        tenant.policy("again");
    }

    void awaitSteady() {
        tenant.until(() -> STEADY.equals(tenant.phases().get(webhook.component().service()))
                && tenant.stalled().isEmpty());
    }

    /** Until the operator has asked the Pods so often. */
    void awaitLooks(long count) {
        tenant.until(() -> looks() >= count);
    }

    /** How often it has so far; once a second at most while something is under way. */
    long looks() {
        var pods = plane.client().pods().inNamespace(tenant.name()).list().getItems().stream()
                .map(Pod::getStatus)
                .map(status -> String.valueOf(status.getPodIP()))
                .collect(Collectors.toSet());
        return plane.network().dials().stream()
                .filter(dial -> pods.contains(dial.address()))
                .count();
    }

    /** The webhook's own, as its Pods have it. */
    Secret stored() {
        return Objects.requireNonNull(tenant.secrets().get(webhook.component().secret()));
    }

    /** Whether every call site trusts what the component brought with it. */
    boolean isFormerTrusted() {
        var former = webhook.manifests().authority().certificate();
        return bundles().allMatch(bundle -> bundle.contains(former));
    }

    /** Each call site trusts what is stored, and who is called answers. */
    void assertNoCallFails() {
        var leaf = TenantNamespace.certificates(stored(), "tls.crt").getFirst();
        assertThat(bundles())
                .as("bundles of " + tenant.name())
                .allMatch(bundle -> bundle.stream().anyMatch(authority -> SignedBy.is(authority, leaf)));
        assertThat(webhook.call(2).errors()).isEmpty();
    }

    private Stream<List<X509Certificate>> bundles() {
        return sites.all().stream()
                .map(RotatedSite::bundle)
                .map(bundle -> ParsedBundle.parse(bundle).certificates());
    }

    @Override
    public void close() {
        operator.close();
        sites.close();
    }
}
