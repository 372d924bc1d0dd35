package io.webhookisolation.app;

import java.util.Locale;

/** The most that this operator does, whatever a policy asks for; it must match the roles that it was given. */
public enum ModeCeiling {
    /** Report and suggest; it needs no right to write to a Service. */
    AUDIT,
    /** Narrow selectors too. */
    NARROW;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
