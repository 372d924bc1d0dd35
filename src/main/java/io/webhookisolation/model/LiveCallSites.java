package io.webhookisolation.model;

import java.util.List;

/**
 * One object that makes the API server call Services, as it is now.
 *
 * @param callSites in the order of its entries, so that the place in the list is the index of the entry; none if it calls
 *     nobody
 */
public record LiveCallSites(
        CallSiteKind kind, ObjectKey object, String uid, String resourceVersion, List<CallSite> callSites) {

    public LiveCallSites {
        callSites = List.copyOf(callSites);
    }
}
