package io.webhookisolation.app;

import io.webhookisolation.model.Mode;
import java.util.Locale;

/** The most that this operator does, whatever a policy asks for; it must match the roles that it was given. */
public enum ModeCeiling {
    /** Report and suggest; it needs no right to write to a Service. */
    AUDIT,
    /** Narrow selectors too. */
    NARROW;

    Mode mode() {
        return switch (this) {
            case AUDIT -> Mode.AUDIT;
            case NARROW -> Mode.ENFORCE;
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
