package io.webhookisolation.isolation;

import io.webhookisolation.fixture.model.Given;
import io.webhookisolation.model.Policy;
import io.webhookisolation.model.Repair;
import io.webhookisolation.ownership.Unit;
import io.webhookisolation.ownership.Units;
import java.util.List;

/** The repair that is chosen for Service {@code gate-webhook-service}; its owners are the workloads whose name starts with {@code own}. */
final class Chosen {

    private Chosen() {}

    static Repair repair(Given given) {
        return repair(given, Policy.DEFAULT_LABEL_KEYS);
    }

    static Repair repair(Given given, List<String> labelKeys) {
        return repair(given, labelKeys, "gate-webhook-service");
    }

    static Repair repair(Given given, List<String> labelKeys, String serviceName) {
        var snapshot = given.webhookService(serviceName).snapshot();
        var service = snapshot.services().stream()
                .filter(each -> each.key().name().equals(serviceName))
                .findFirst()
                .orElseThrow();
        var units = Units.of(snapshot).in("ns");
        return new RepairChoice(labelKeys, snapshot.services())
                .choose(service, owners(units, true), owners(units, false));
    }

    private static List<Unit> owners(List<Unit> units, boolean wanted) {
        return units.stream()
                .filter(unit -> unit.key().name().startsWith("own") == wanted)
                .toList();
    }
}
