package io.webhookisolation.trust;

/** The rules that carry all the safety of a rotation; whatever else goes wrong only delays it. */
public enum Rule {
    /** A chain is stored only if every call that it may meet verifies it, now and for a day. */
    I1("Issue"),
    /** A bundle loses what has expired; anything else only when nothing served needs it. */
    I2("Retire"),
    /** Adding to a bundle is free; filling an empty one replaces the system's roots. */
    I3("Add"),
    /** A write fails if what it was decided on has moved. */
    I4("Unmoved"),
    /** Unknown counts as no. */
    I5("Known"),
    /** A bundle receives nobody's authority but ours. */
    I6("WhoseAuthority");

    private final String title;

    Rule(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
