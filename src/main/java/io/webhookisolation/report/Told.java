package io.webhookisolation.report;

/** What became of a status that was to be told. */
public enum Told {
    NEWS,

    /** It says what the status says already, or there is nobody left to tell it of. */
    NOTHING_NEW,

    /** Somebody else has written the status that it follows from; nothing was written, and it is to be evaluated anew. */
    OVERTAKEN
}
