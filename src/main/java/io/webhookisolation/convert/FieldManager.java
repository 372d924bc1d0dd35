package io.webhookisolation.convert;

/** The name under which we write; the same in each request, so that our own traces can be told from others'. */
public final class FieldManager {

    public static final String NAME = "webhook-isolation";

    private FieldManager() {}
}
