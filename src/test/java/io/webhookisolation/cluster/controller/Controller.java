package io.webhookisolation.cluster.controller;

import io.webhookisolation.cluster.api.Change;
import java.util.Collection;

/** Brings one thing in line with what is wanted; told again whenever something it depends on has changed. */
public interface Controller {

    /**
     * Names what a change concerns; called by the thread that makes the change, so it must be quick and may not call the
     * API server.
     */
    Collection<Key> affectedBy(Change change);

    /** Reads the present state and acts; must do nothing if there is nothing to do. */
    void reconcile(Key key);

    /**
     * One unit of work.
     *
     * @param name empty for the namespace as a whole
     */
    record Key(String namespace, String name) {}
}
