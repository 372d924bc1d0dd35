package io.webhookisolation.trust;

import java.util.Comparator;

/** Why a chain or a bundle is not written: the obstacle, and a sentence that names the call site or Pod. */
public record TrustRefusal(Obstacle obstacle, String sentence) implements Comparable<TrustRefusal> {

    private static final Comparator<TrustRefusal> ORDER =
            Comparator.comparing(TrustRefusal::obstacle).thenComparing(TrustRefusal::sentence);

    @Override
    public int compareTo(TrustRefusal other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return obstacle.rule() + " " + obstacle.rule().title() + ": " + sentence;
    }
}
