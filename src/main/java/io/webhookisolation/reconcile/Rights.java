package io.webhookisolation.reconcile;

import io.webhookisolation.model.Gap;
import java.util.List;

/** What this operator may do at present, which changes while it runs; thread-safe. */
public interface Rights {

    /** Which permissions its ceiling needs and it lacks, as far as is known; quick. */
    List<Gap> missing();

    /** The same, asked anew: for the moment before a write. */
    List<Gap> missingNow();

    /** Whether certificates may be read out of Secrets, asked anew; nothing hinders where they may not. */
    boolean mayReadSecrets(String namespace);

    /** Which permission it lacks to write a label into a Pod template, asked anew; most installations grant none. */
    List<Gap> missingToLabel(String namespace);

    /**
     * Which permissions it lacks to rotate certificates of webhooks in this namespace, asked anew: to bundles, to Secrets there,
     * and to those where it keeps its authorities.
     */
    List<Gap> missingToRotate(String namespace);
}
