package io.webhookisolation.app;

import ch.qos.logback.classic.Level;
import java.util.Locale;

/** From which level on our own packages log; libraries never log below info. */
enum LogLevel {
    DEBUG,
    INFO,
    WARN,
    ERROR;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    Level ours() {
        return Level.valueOf(name());
    }

    Level libraries() {
        return this == DEBUG ? Level.INFO : ours();
    }
}
