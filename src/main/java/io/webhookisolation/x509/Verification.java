package io.webhookisolation.x509;

import java.security.cert.X509Certificate;
import java.util.List;

/** What the API server would say of a served chain. */
public sealed interface Verification {

    /**
     * It would accept the chain.
     *
     * @param path leaf first, root last; of several that are accepted the one that lasts longest
     */
    record Verified(List<X509Certificate> path) implements Verification {
        public Verified {
            path = List.copyOf(path);
        }
    }

    /**
     * It would refuse the call.
     *
     * @param text as Go's crypto/x509 words it, so that people can search for what their API server logged
     */
    record Rejected(Reason reason, String text) implements Verification {}

    default boolean verified() {
        return this instanceof Verified;
    }

    /** Why a chain is refused. */
    enum Reason {
        /** The leaf, or every authority that signed it, is outside its dates. */
        EXPIRED,
        /** The leaf is for other names. */
        NAME_MISMATCH,
        /** No path leads from the leaf to the bundle. */
        UNKNOWN_AUTHORITY,
        /** A path leads there, but name constraints, path length or key usage forbid it. */
        NOT_AUTHORIZED,
        /** A served certificate cannot be read, or none was served. */
        UNREADABLE_CHAIN,
        /** The bundle holds no certificate that can be read. */
        UNREADABLE_BUNDLE,
        /** There is no bundle: the API server falls back to its own system's roots, which we cannot see. */
        NO_BUNDLE
    }
}
