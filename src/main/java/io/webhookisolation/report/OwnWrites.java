package io.webhookisolation.report;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What we wrote and a cache does not show yet: whoever decided on the older version would decide the same again.
 *
 * <p>Thread-safe. A cache that does not catch up in time is stuck or gone; then it is better to decide on what it
 * shows, since every write names its precondition.
 *
 * @param <T> what is remembered of a write
 */
public final class OwnWrites<T> {

    /** Versions of one resource are decimal numbers that grow (KEP-5504). */
    private static final Pattern DECIMAL = Pattern.compile("[0-9]+");

    private record Write<T>(String resourceVersion, Instant at, T what) {}

    /** Oldest first, so that those that are too old are found without a look at the others. */
    private final Map<String, Write<T>> byUid = new LinkedHashMap<>();

    private final Duration patience;

    public OwnWrites(Duration patience) {
        this.patience = patience;
    }

    public synchronized void wrote(String uid, String resourceVersion, T what, Instant now) {
        byUid.remove(uid);
        for (var oldest = byUid.values().iterator(); oldest.hasNext() && tooOld(oldest.next(), now); ) {
            oldest.remove();
        }
        byUid.put(uid, new Write<>(resourceVersion, now, what));
    }

    /** What we wrote, if the object that is seen is older than that. */
    public synchronized Optional<T> unseen(String uid, String seenResourceVersion, Instant now) {
        var write = byUid.computeIfPresent(
                uid,
                (key, known) ->
                        tooOld(known, now) || !older(seenResourceVersion, known.resourceVersion) ? null : known);
        return Optional.ofNullable(write).map(Write::what);
    }

    private boolean tooOld(Write<T> write, Instant now) {
        return write.at.plus(patience).isBefore(now);
    }

    private static boolean older(String one, String other) {
        return DECIMAL.matcher(one).matches()
                && DECIMAL.matcher(other).matches()
                && new BigInteger(one).compareTo(new BigInteger(other)) < 0;
    }
}
