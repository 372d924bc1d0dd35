package io.webhookisolation.trust;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Judges every call that could be made at a moment: from each API server, which may be behind by the dwell, to each Pod.
 *
 * <p>It knows who signed what, and no verifier. A chain that has expired since it was stored fails by time, not by a write;
 * and a caller all of whose calls failed before a chain was stored is owed nothing by it.
 */
final class Oracle {

    private static final Duration SERVERS_BEHIND = Duration.ofSeconds(60);
    private static final Duration DAY = Duration.ofHours(24);

    private Oracle() {}

    static void judge(Stage stage, Act last) {
        for (var site : stage.sites) {
            if (!site.callSite.insecureSkipTlsVerify()) {
                judge(stage, site, last);
            }
        }
    }

    /** At the beginning every call is to succeed. */
    static Map<Stage.Site, List<Boolean>> allOwed(List<Stage.Site> sites) {
        return sites.stream().collect(Collectors.toMap(site -> site, site -> List.of(true)));
    }

    static Map<Stage.Site, List<Boolean>> owed(Stage stage) {
        return stage.sites.stream()
                .collect(Collectors.toMap(
                        site -> site,
                        site -> site.bundles.stream()
                                .map(bundle ->
                                        stage.inUse().anyMatch(chain -> verifies(bundle, chain, site.name, stage.now)))
                                .toList()));
    }

    private static void judge(Stage stage, Stage.Site site, Act last) {
        var live = site.bundles.size() - 1;
        for (var index = 0; index <= live; index++) {
            var inForce = index == live || site.bundles.get(index + 1).since().isAfter(stage.now.minus(SERVERS_BEHIND));
            for (var server : stage.servers.values()) {
                if (inForce && server.serves.isOwed(site, index)) {
                    judge(site, site.bundles.get(index), server.serves, stage.now, last);
                }
            }
        }
        if (last instanceof Act.Store store
                && stage.latest().isOwed(site, live)
                && !stage.isStoredAgain()
                && !verifies(site.bundles.getLast(), store.chain(), site.name, stage.now.plus(DAY))) {
            throw new AssertionError(store.chain() + " was stored and fails within a day");
        }
    }

    private static void judge(Stage.Site site, Stage.Bundle bundle, Stage.Stored served, Instant now, Act last) {
        var met = bundle.since().isAfter(served.since()) ? bundle.since() : served.since();
        if (!verifies(bundle, served.chain(), site.name, now)
                && !verifies(bundle, served.chain(), site.name, met)
                && served.chain().isAlive(met)) {
            throw new AssertionError("at " + now + " a call to " + site.name + " fails: bundle "
                    + Integer.toBinaryString(bundle.bits()) + " of " + bundle.since() + ", served "
                    + served.chain() + "; last act: " + last);
        }
    }

    private static boolean verifies(Stage.Bundle bundle, Cast.Chain chain, String name, Instant at) {
        var bits = bundle.bits() == 0 ? Cast.with(Cast.FOREIGN) : bundle.bits();
        return chain.isVerifiedBy(bits, name, at);
    }
}
