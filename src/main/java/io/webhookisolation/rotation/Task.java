package io.webhookisolation.rotation;

import io.webhookisolation.certificate.Generation;
import io.webhookisolation.certificate.LeafTerm;
import io.webhookisolation.certificate.Occasion;
import io.webhookisolation.trust.Caller;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** One thing to do, whole or not at all; tasks of one decision do not depend on each other. */
public sealed interface Task {

    /** Makes authorities and stores them with their keys, before anybody else learns of them. */
    record MakeAuthorities(List<Generation> generations) implements Task {
        public MakeAuthorities {
            generations = List.copyOf(generations);
        }
    }

    /**
     * Gives a call site this bundle.
     *
     * @param next all that it will hold, in order
     */
    record Publish(Caller caller, List<X509Certificate> next) implements Task {
        public Publish {
            next = List.copyOf(next);
        }

        /** Whether something leaves the bundle that it holds now. */
        public boolean drops() {
            return !next.containsAll(caller.trusted().keySet());
        }
    }

    /**
     * Signs a leaf and stores it, with the certificates that lead from it to what bundles hold; I1 is asked of the very
     * chain before it is stored.
     *
     * @param crosser the generation that signs the issuer once more, for bundles that know only that one
     * @param intermediates served on as they were
     * @param occasion why the issuer is another than before; empty for a renewal under the same one
     */
    record Issue(
            KnownAuthority issuer,
            Optional<KnownAuthority> crosser,
            List<X509Certificate> intermediates,
            SortedSet<String> names,
            LeafTerm term,
            Optional<Occasion> occasion)
            implements Task {
        public Issue {
            intermediates = List.copyOf(intermediates);
            names = Collections.unmodifiableSortedSet(new TreeSet<>(names));
        }
    }

    /** Has the Pods of a Deployment replaced, since they go on serving a former leaf. */
    record RestartOwner(Restart.Possible restart) implements Task {}

    /**
     * Removes what is needed no more from the Secret of our authorities.
     *
     * @param keys generations that will never sign again
     * @param certificates generations that expired everywhere
     */
    record Forget(SortedSet<Integer> keys, SortedSet<Integer> certificates) implements Task {
        public Forget {
            keys = Collections.unmodifiableSortedSet(new TreeSet<>(keys));
            certificates = Collections.unmodifiableSortedSet(new TreeSet<>(certificates));
        }
    }
}
