package io.webhookisolation.plan;

import io.webhookisolation.model.Endpoint;
import io.webhookisolation.model.EndpointSlice;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.Pod;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.model.Workload;
import io.webhookisolation.ownership.Unit;
import io.webhookisolation.ownership.Units;
import io.webhookisolation.plan.Bearer.Presence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One namespace of a Snapshot: whatever a selector can match there, whose it is, and who is served. */
final class Neighbourhood {

    private final Snapshot snapshot;
    private final List<Unit> units;
    private final List<Bearer> bearers = new ArrayList<>();
    private final Map<String, Tenant> tenantsByUid = new HashMap<>();

    /** A Pod that is not finished, and the unit of ownership that it belongs to. */
    record Tenant(ObjectKey unit, Pod pod) {

        Bearer bearer() {
            return new Bearer(unit, pod.key(), pod.labels(), pod.terminating() ? Presence.LEAVING : Presence.PRESENT);
        }

        /** Ready, to stay, and with an address: the slice controller makes it a ready endpoint where it matches. */
        boolean isReachable() {
            return pod.ready() && !pod.terminating() && !pod.addresses().isEmpty();
        }

        String name() {
            return bearer().name();
        }
    }

    /** One endpoint of a Service; {@code tenant} is empty where it names no Pod that the Snapshot holds. */
    record Slot(EndpointSlice slice, Endpoint endpoint, Optional<Tenant> tenant) {

        String name() {
            return tenant.map(Tenant::name)
                    .orElseGet(() -> String.join(", ", endpoint.addresses()) + " of "
                            + slice.key().kindAndName());
        }
    }

    Neighbourhood(Snapshot snapshot, String namespace) {
        this.snapshot = snapshot;
        this.units = Units.of(snapshot).in(namespace);
        units.forEach(this::index);
    }

    Snapshot snapshot() {
        return snapshot;
    }

    /** All that this selector matches, past revisions included. */
    Stream<Bearer> matchedBy(LabelSet selector) {
        return bearers.stream().filter(bearer -> selector.selects(bearer.labels()));
    }

    Stream<Bearer> bearersOf(ObjectKey unit) {
        return bearers.stream().filter(bearer -> bearer.unit().equals(unit));
    }

    Stream<Tenant> tenants() {
        return units.stream().flatMap(unit -> unit.pods().stream().map(pod -> new Tenant(unit.key(), pod)));
    }

    Stream<Tenant> tenantsOf(ObjectKey unit) {
        return tenants().filter(tenant -> tenant.unit().equals(unit));
    }

    /** Empty also for a Pod that is finished. */
    Optional<Tenant> tenant(String podUid) {
        return Optional.ofNullable(tenantsByUid.get(podUid));
    }

    Optional<Unit> unit(ObjectKey key) {
        return units.stream().filter(unit -> unit.key().equals(key)).findFirst();
    }

    Optional<Workload> workload(ObjectKey key) {
        return snapshot.workloads().stream()
                .filter(workload -> workload.key().equals(key))
                .findFirst();
    }

    Stream<EndpointSlice> slices(ServiceReference service) {
        return snapshot.slices().stream().filter(slice -> slice.service().equals(service));
    }

    Stream<Slot> slots(ServiceReference service) {
        return slices(service)
                .flatMap(slice -> slice.endpoints().stream()
                        .map(endpoint -> new Slot(slice, endpoint, tenant(endpoint.podUid()))));
    }

    private void index(Unit unit) {
        bearers.add(new Bearer(unit.key(), unit.key(), unit.template().labels(), Presence.PRESENT));
        for (var revision : unit.revisions()) {
            var presence = revision.desiredPods() == 0 ? Presence.PAST : Presence.PRESENT;
            bearers.add(
                    new Bearer(unit.key(), revision.key(), revision.template().labels(), presence));
        }
        for (var pod : unit.pods()) {
            var tenant = new Tenant(unit.key(), pod);
            bearers.add(tenant.bearer());
            tenantsByUid.put(pod.uid(), tenant);
        }
    }
}
