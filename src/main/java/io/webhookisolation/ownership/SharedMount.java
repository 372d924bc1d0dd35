package io.webhookisolation.ownership;

import io.webhookisolation.model.Service;
import io.webhookisolation.x509.DnsNames;
import java.security.cert.X509Certificate;
import java.util.Collections;

/**
 * What it means that two workloads mount one Secret; above all, whether one has another Service's certificate only because it mounts the same Secret as the workload behind that
 * Service: it is the right Pod with a wrong certificate, not a foreign one.
 */
final class SharedMount {

    private final Units units;
    private final WebhookServices webhooks;

    SharedMount(Units units, WebhookServices webhooks) {
        this.units = units;
        this.webhooks = webhooks;
    }

    boolean explains(Claim claim, X509Certificate leaf) {
        return DnsNames.of(leaf).stream()
                .flatMap(name -> webhooks.named(name).stream())
                .anyMatch(other -> explains(claim, other));
    }

    /** Whether the Service also selects somebody of another component who mounts this Secret. */
    boolean withStrangers(Claim claim, String secret) {
        return units.in(claim.namespace()).stream()
                .filter(unit -> unit.isSelectedBy(claim.service().selector()))
                .filter(unit -> unit.template().secretMounts().contains(secret))
                .anyMatch(unit ->
                        Origin.otherComponent(unit.provenance(), claim.unit().provenance()));
    }

    /** What the other Service selects may well be its owner, so that a common Secret explains nothing. */
    boolean explains(Claim claim, Service other) {
        return !claim.unit().isSelectedBy(other.selector())
                && units.in(claim.namespace()).stream()
                        .filter(unit -> unit.isSelectedBy(other.selector()))
                        .anyMatch(unit -> !Collections.disjoint(
                                unit.template().secretMounts(),
                                claim.unit().template().secretMounts()));
    }
}
