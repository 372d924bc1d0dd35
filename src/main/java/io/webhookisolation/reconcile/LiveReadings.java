package io.webhookisolation.reconcile;

import io.webhookisolation.certify.Readings;
import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.CallSiteKind;
import io.webhookisolation.model.Gap;
import io.webhookisolation.model.LiveCallSites;
import io.webhookisolation.model.SeenSecret;
import io.webhookisolation.observe.CertificateReader;
import io.webhookisolation.observe.ClusterObserver;
import io.webhookisolation.observe.Look;
import java.util.List;
import java.util.Optional;

/** What a rotation reads: single objects live, and who else may call from the caches. */
record LiveReadings(CertificateReader reader, ClusterObserver observer) implements Readings {

    @Override
    public Optional<SeenSecret> secret(String namespace, String name) throws UnseenException {
        return found(reader.secret(namespace, name));
    }

    @Override
    public Optional<LiveCallSites> callSites(CallSiteKind kind, String name) throws UnseenException {
        return found(reader.callSites(kind, name));
    }

    @Override
    public String namespaceUid(String namespace) throws UnseenException {
        return found(reader.namespaceUid(namespace))
                .orElseThrow(
                        () -> new UnseenException(new Gap("Namespace", false, "namespace " + namespace + " is gone")));
    }

    @Override
    public List<CallSite> callSitesByUrl() {
        return observer.callSitesByUrl();
    }

    private static <T> Optional<T> found(Look<T> look) throws UnseenException {
        return switch (look) {
            case Look.Seen<T>(var what) -> Optional.of(what);
            case Look.Absent<T> absent -> Optional.empty();
            case Look.Hidden<T>(var gap) -> throw new UnseenException(gap);
        };
    }
}
