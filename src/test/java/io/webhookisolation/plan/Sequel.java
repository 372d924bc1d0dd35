package io.webhookisolation.plan;

import io.webhookisolation.fixture.world.Matching;
import io.webhookisolation.fixture.world.World;
import io.webhookisolation.model.EndpointSlice;
import io.webhookisolation.model.Pod;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.model.Step;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;

/** The world after a narrowing was written and the slice controller acted on it; probes of who is gone are gone. */
final class Sequel {

    private final World world;
    private final Step.NarrowSelector step;
    private final Set<String> reachable = new HashSet<>();

    private Sequel(World world, Step.NarrowSelector step) {
        this.world = world;
        this.step = step;
        var selector = Matching.merged(step.before(), step.add());
        world.snapshot().pods().stream()
                .filter(pod -> Matching.matches(selector, pod.labels()))
                .map(Pod::uid)
                .forEach(reachable::add);
    }

    static World of(World world, Step.NarrowSelector step) {
        var sequel = new Sequel(world, step);
        return world.with(sequel.snapshot());
    }

    private Snapshot snapshot() {
        var before = world.snapshot();
        var probes = new TreeMap<>(before.probes());
        probes.keySet()
                .removeIf(target -> target.service().equals(step.service()) && !reachable.contains(target.podUid()));
        return new Snapshot(
                before.live(),
                before.services().stream().map(this::service).toList(),
                before.slices().stream().map(this::slice).toList(),
                before.pods(),
                before.workloads(),
                before.callSites(),
                before.certificates(),
                probes,
                before.users(),
                before.gaps());
    }

    private Service service(Service service) {
        return service.reference().equals(step.service()) ? service.narrowed(step.record()) : service;
    }

    private EndpointSlice slice(EndpointSlice slice) {
        return slice.service().equals(step.service())
                ? new EndpointSlice(
                        slice.key(),
                        slice.service(),
                        slice.managed(),
                        slice.fqdn(),
                        slice.ports(),
                        slice.endpoints().stream()
                                .filter(endpoint -> reachable.contains(endpoint.podUid()))
                                .toList())
                : slice;
    }
}
