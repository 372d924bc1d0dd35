package io.webhookisolation.trust;

import io.webhookisolation.fixture.model.CallSiteDraft;
import io.webhookisolation.fixture.model.Given;
import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.Gap;
import io.webhookisolation.trust.OwnerPod.Sighting;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A small cluster that plays a script, with a guard before each write, and keeps the history that the oracle judges. */
final class Stage {

    static final CallSite VERIFYING = callSite(UnaryOperator.identity());
    static final CallSite INSECURE = callSite(CallSiteDraft::insecure);
    private static final Duration LONG = Duration.ofDays(1);
    private static final Duration NODES_BEHIND = Duration.ofMinutes(3);

    /**
     * What the Secret held from a moment on, until the next.
     *
     * @param owed for each bundle that a caller had so far, whether calls could succeed by it before this was stored
     */
    record Stored(Cast.Chain chain, Instant since, Map<Site, List<Boolean>> owed) {

        /** Whether it must verify by the bundle of that index; one of later inherits from the last that there was. */
        boolean isOwed(Site site, int bundle) {
            var bundles = Objects.requireNonNull(owed.get(site));
            return bundles.get(Math.min(bundle, bundles.size() - 1));
        }
    }

    /** What a bundle held from a moment on, until the next. */
    record Bundle(int bits, Instant since) {}

    /** A caller with all bundles that it ever had. */
    static final class Site {
        final CallSite callSite;
        final String name;
        final List<Bundle> bundles = new ArrayList<>();
        private final Map<X509Certificate, Instant> since = new LinkedHashMap<>();

        Site(CallSite callSite, String name) {
            this.callSite = callSite;
            this.name = name;
        }

        void write(int bits, Instant now) {
            bundles.add(new Bundle(bits, now));
            since.keySet().retainAll(Cast.certificates(bits));
            Cast.certificates(bits).forEach(certificate -> since.putIfAbsent(certificate, now));
        }

        Caller caller() {
            return new Caller(callSite, name, since);
        }
    }

    /** A Pod with what it serves. */
    static final class Server {
        Stored serves;
        Instant started;
        private final List<Sighting> sightings = new ArrayList<>();

        Server(Stored serves, Instant started) {
            this.serves = serves;
            this.started = started;
        }
    }

    final List<Site> sites = new ArrayList<>();
    final Map<Integer, Server> servers = new TreeMap<>();
    private final List<Stored> versions = new ArrayList<>();
    private final Guard guard;
    private final Consumer<TrustRefusal> refused;
    private boolean rollingOut;
    private boolean blind;
    Instant now = Cast.START;

    Stage(Script script, Guard guard, Consumer<TrustRefusal> refused) {
        this.guard = guard;
        this.refused = refused;
        var before = now.minus(LONG);
        for (var index = 0; index < script.names().size(); index++) {
            var isLast = index == script.names().size() - 1;
            var callSite = isLast && script.lastIsInsecure() ? INSECURE : VERIFYING;
            var site = new Site(callSite, script.names().get(index));
            site.write(script.bundles().get(index), before);
            sites.add(site);
        }
        for (var pod = 0; pod < script.served().size(); pod++) {
            servers.put(pod, new Server(new Stored(script.served().get(pod), before, Oracle.allOwed(sites)), before));
        }
        script.served().stream()
                .findFirst()
                .ifPresent(chain -> versions.add(new Stored(chain, before, Oracle.allOwed(sites))));
    }

    static CallSite callSite(UnaryOperator<CallSiteDraft> options) {
        return Given.cluster()
                .callSite("checks", "a", options)
                .snapshot()
                .callSites()
                .getFirst();
    }

    /**
     * Plays a script to its end and judges after each act.
     *
     * @param written is told what was done to a Secret or a bundle: stored, added or dropped
     */
    static void perform(Script script, Guard guard, Consumer<TrustRefusal> refused, Consumer<String> written) {
        var stage = new Stage(script, guard, refused);
        Oracle.judge(stage, new Act.Wait(0));
        for (var act : script.acts()) {
            var isWritten = stage.play(act);
            if (isWritten) {
                written.accept(
                        switch (act) {
                            case Act.Publish publish -> publish.drop() == 0 ? "added" : "dropped";
                            default -> "stored";
                        });
            }
            Oracle.judge(stage, act instanceof Act.Store && !isWritten ? new Act.Wait(0) : act);
        }
    }

    /** Whether the act was a write that was made. */
    boolean play(Act act) {
        return switch (act) {
            case Act.Wait wait -> {
                now = now.plusSeconds(wait.seconds());
                yield false;
            }
            case Act.Store store -> store(store.chain());
            case Act.Publish publish -> publish(sites.get(publish.caller()), publish.add(), publish.drop());
            default -> {
                happen(act);
                yield false;
            }
        };
    }

    private void happen(Act act) {
        switch (act) {
            case Act.Start start -> {
                if (!versions.isEmpty()) {
                    servers.put(start.pod(), new Server(loaded(start.versionsBehind()), now));
                }
            }
            case Act.Load load -> {
                if (servers.containsKey(load.pod()) && !versions.isEmpty()) {
                    servers.get(load.pod()).serves = loaded(load.versionsBehind());
                }
            }
            case Act.Look look -> {
                if (servers.containsKey(look.pod())) {
                    var server = servers.get(look.pod());
                    server.sightings.add(new Sighting(now, server.serves.chain().certificates()));
                }
            }
            case Act.Stop stop -> servers.remove(stop.pod());
            case Act.RollOut rollOut -> rollingOut = rollOut.underWay();
            case Act.Blind gap -> blind = gap.blind();
            default -> throw new IllegalArgumentException(act.toString());
        }
    }

    private boolean store(Cast.Chain chain) {
        var refusals = guard.store(chain.certificates(), serving(), now);
        refusals.forEach(refused);
        if (refusals.isEmpty()) {
            versions.add(new Stored(chain, now, Oracle.owed(this)));
        }
        return refusals.isEmpty();
    }

    private boolean publish(Site site, int add, int drop) {
        var present = site.bundles.getLast().bits();
        var next = (present | add) & ~drop;
        if (next == present) {
            return false;
        }
        var refusals = guard.publish(site.caller(), Cast.certificates(next), serving(), now);
        refusals.forEach(refused);
        if (refusals.isEmpty()) {
            site.write(next, now);
        }
        return refusals.isEmpty();
    }

    /** A node that is behind shows what the Secret held within the last minutes, never anything older. */
    private Stored loaded(int versionsBehind) {
        var index = versions.size() - 1;
        for (var behind = 0; behind < versionsBehind && index > 0; behind++) {
            if (versions.get(index).since().isAfter(now.minus(NODES_BEHIND))) {
                index--;
            }
        }
        return versions.get(index);
    }

    Stored latest() {
        return versions.getLast();
    }

    /** Whether the last write of the Secret left it as it was. */
    boolean isStoredAgain() {
        return versions.size() > 1 && versions.get(versions.size() - 2).chain().equals(latest().chain());
    }

    /** Chains that a call may meet without another write: what is served, and what is stored. */
    Stream<Cast.Chain> inUse() {
        return Stream.concat(
                servers.values().stream().map(server -> server.serves.chain()),
                versions.stream().skip(Math.max(0, versions.size() - 1)).map(Stored::chain));
    }

    Serving serving() {
        return new Serving(
                versions.isEmpty() ? List.of() : versions.getLast().chain().certificates(),
                versions.isEmpty() ? Instant.EPOCH : versions.getLast().since(),
                sites.stream().map(Site::caller).toList(),
                servers.entrySet().stream()
                        .map(server -> new OwnerPod(
                                "pod-" + server.getKey(),
                                Optional.of(server.getValue().started),
                                server.getValue().sightings))
                        .toList(),
                rollingOut,
                Cast.OURS,
                blind ? List.of(new Gap("APIService", false, "not listed yet")) : List.of());
    }
}
