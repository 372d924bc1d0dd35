package io.webhookisolation.certify;

import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.CallSiteKind;
import io.webhookisolation.model.Gap;
import io.webhookisolation.model.LiveCallSites;
import io.webhookisolation.model.SeenSecret;
import java.util.List;
import java.util.Optional;

/** What a rotation asks of the cluster, each read live for one decision and kept by nobody. */
public interface Readings {

    /** Something could not be read; what rests on it is not decided. */
    final class UnseenException extends Exception {
        private static final long serialVersionUID = 1;
        private final transient Gap gap;

        public UnseenException(Gap gap) {
            super(gap.detail());
            this.gap = gap;
        }

        public Gap gap() {
            return gap;
        }
    }

    /** Empty if there is none. */
    Optional<SeenSecret> secret(String namespace, String name) throws UnseenException;

    /** Empty if the object is gone. */
    Optional<LiveCallSites> callSites(CallSiteKind kind, String name) throws UnseenException;

    String namespaceUid(String namespace) throws UnseenException;

    /** Call sites of any kind that name a URL, from the caches. */
    List<CallSite> callSitesByUrl();
}
