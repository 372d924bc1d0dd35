package io.webhookisolation.observe;

import io.webhookisolation.model.TrustBundle;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * About how many bytes a value of our vocabulary takes on the heap: 16 for an object's header, 4 for a reference (as with
 * compressed pointers), a TreeMap's 40 for an entry, a byte for a character. Shared parts count each time, so it errs
 * upwards.
 */
final class Footprint {

    private static final int HEADER = 16;
    private static final int REFERENCE = 4;
    private static final int TREE_ENTRY = 40;
    private static final int STRING = 24 + HEADER;

    private Footprint() {}

    static long of(Object value) {
        return switch (value) {
            case String text -> STRING + text.length();
            case TrustBundle bundle -> 2 * HEADER + bundle.bytes().length;
            case Enum<?> constant -> 0;
            case Number number -> HEADER;
            case Boolean flag -> 0;
            case Optional<?> optional -> HEADER + optional.map(Footprint::of).orElse(0L);
            case Map<?, ?> map ->
                3 * HEADER
                        + map.entrySet().stream()
                                .mapToLong(entry -> TREE_ENTRY + of(entry.getKey()) + of(entry.getValue()))
                                .sum();
            case Collection<?> items ->
                2 * HEADER
                        + items.stream()
                                .mapToLong(item -> TREE_ENTRY + of(item))
                                .sum();
            case Record record -> HEADER + components(record);
            default -> throw new IllegalArgumentException("not of our vocabulary: " + value.getClass());
        };
    }

    private static long components(Record record) {
        long sum = 0;
        for (var component : record.getClass().getRecordComponents()) {
            sum += REFERENCE + of(component(record, component));
        }
        return sum;
    }

    private static Object component(Record record, RecordComponent component) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(record);
        } catch (ReflectiveOperationException odd) {
            throw new IllegalStateException(odd);
        }
    }
}
