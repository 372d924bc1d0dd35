package io.webhookisolation.scenario;

import io.webhookisolation.cluster.proxy.Call;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What one rotation asked of the API server.
 *
 * @param writes that were done, by kind; two of a kind where the second takes back the trace of the first
 * @param watchesEnded of the kind whose definition holds a bundle
 */
record RotationEffort(SortedMap<RotationWrite, Long> writes, long watchesEnded) {

    RotationEffort {
        writes = Collections.unmodifiableSortedMap(new TreeMap<>(writes));
    }

    static RotationEffort of(Collection<Call> calls, long watchesEnded) {
        Map<RotationWrite, Long> writes = calls.stream()
                .filter(Call::done)
                .flatMap(call -> RotationWrite.of(call).stream())
                .collect(Collectors.groupingBy(
                        write -> write, () -> new EnumMap<>(RotationWrite.class), Collectors.counting()));
        return new RotationEffort(new TreeMap<>(writes), watchesEnded);
    }

    String told() {
        return writes.entrySet().stream()
                .map(entry -> entry.getKey().title() + " " + entry.getValue())
                .collect(Collectors.joining(
                        ", ",
                        "  writes: ",
                        String.format(Locale.ROOT, "; watches of the kind ended: %d", watchesEnded)));
    }
}
