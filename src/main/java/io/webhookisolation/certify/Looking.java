package io.webhookisolation.certify;

import io.webhookisolation.certify.Readings.UnseenException;
import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.Gap;
import io.webhookisolation.model.LiveCallSites;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.SeenSecret;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.pki.UnreadableSecretException;
import io.webhookisolation.trust.Caller;
import io.webhookisolation.trust.Scope;
import io.webhookisolation.x509.DnsNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads all that one serving Secret meets, as it is now: caches may lag behind, and a write must rest on neither. */
final class Looking {

    private final Readings readings;
    private final FirstSeen firstSeen;
    private final String operatorNamespace;

    Looking(Readings readings, FirstSeen firstSeen, String operatorNamespace) {
        this.readings = readings;
        this.firstSeen = firstSeen;
        this.operatorNamespace = operatorNamespace;
    }

    /** @throws UnseenException if the Secret, our authorities or the namespace cannot be read: then nothing can be decided */
    Custody look(List<Mount> mounts, String secretName, Snapshot snapshot, Instant now) throws UnseenException {
        var namespace = mounts.getFirst().service().namespace();
        var series = Series.of(readings.namespaceUid(namespace), secretName);
        var serving = readings.secret(namespace, secretName);
        var keeping = readings.secret(operatorNamespace, Series.secretName(series));
        var gaps = new ArrayList<>(snapshot.gaps());
        var objects = objects(calling(mounts, serving, snapshot), gaps);
        return new Custody(
                mounts,
                secretName,
                series,
                serving,
                serving.map(secret -> firstSeen.storedSince(secret, now)).orElse(Instant.EPOCH),
                keeping,
                authorities(keeping, series),
                objects,
                callers(objects, names(mounts, serving), now),
                gaps);
    }

    private static AuthoritySecret authorities(Optional<SeenSecret> keeping, String series) throws UnseenException {
        if (keeping.isEmpty()) {
            return AuthoritySecret.none();
        }
        var secret = keeping.orElseThrow();
        try {
            return AuthoritySecret.read(secret.data(), series);
        } catch (UnreadableSecretException unreadable) {
            throw new UnseenException(new Gap(
                    "Secret",
                    false,
                    "our authorities in " + secret.key() + " cannot be read: " + unreadable.getMessage()
                            + "; restore it, or delete it to have new ones made"));
        }
    }

    private List<CallSite> calling(List<Mount> mounts, Optional<SeenSecret> serving, Snapshot snapshot) {
        var all = Stream.concat(snapshot.callSites().stream(), readings.callSitesByUrl().stream())
                .toList();
        return Scope.of(all, names(mounts, serving));
    }

    private static SortedSet<String> names(List<Mount> mounts, Optional<SeenSecret> serving) {
        var names = new TreeSet<String>();
        mounts.forEach(mount -> names.add(mount.service().serverName()));
        Custody.chain(serving).stream().findFirst().ifPresent(leaf -> names.addAll(DnsNames.of(leaf)));
        return names;
    }

    private List<LiveCallSites> objects(List<CallSite> sites, List<Gap> gaps) {
        Map<ObjectKey, LiveCallSites> live = new LinkedHashMap<>();
        for (var site : sites) {
            if (!live.containsKey(site.configuration())) {
                try {
                    readings.callSites(site.kind(), site.configuration().name())
                            .ifPresent(object -> live.put(site.configuration(), object));
                } catch (UnseenException unseen) {
                    gaps.add(unseen.gap());
                }
            }
        }
        return List.copyOf(live.values());
    }

    /** By what is live: an entry may name another Service by now. */
    private List<Caller> callers(List<LiveCallSites> objects, Set<String> names, Instant now) {
        var sites =
                objects.stream().flatMap(object -> object.callSites().stream()).toList();
        return Scope.of(sites, names).stream()
                .flatMap(site -> firstSeen.caller(site, now).stream())
                .toList();
    }
}
