package io.webhookisolation.certificate;

import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What people ask of rotation beside the schedule.
 *
 * @param compromised generations whose key leaked
 * @param forced somebody wants one rotation now
 * @param suspended no rotation begins; renewal, repair and the answer to a leaked key go on
 */
public record Wishes(SortedSet<Integer> compromised, boolean forced, boolean suspended) {

    public static final Wishes NONE = new Wishes(new TreeSet<>(), false, false);

    public Wishes {
        compromised = Collections.unmodifiableSortedSet(new TreeSet<>(compromised));
    }

    /**
     * As the policy says it.
     *
     * @param rotate {@code spec.certificates.rotate}; empty forces nothing
     * @param honoured the value that the present leaf was issued under, empty if there was none; it must be written with the
     *     leaf in one write: earlier, the rotation would not take place, and later, a second one would follow
     */
    public static Wishes of(Set<Integer> compromised, String rotate, String honoured, boolean suspended) {
        return new Wishes(new TreeSet<>(compromised), !rotate.isEmpty() && !rotate.equals(honoured), suspended);
    }
}
