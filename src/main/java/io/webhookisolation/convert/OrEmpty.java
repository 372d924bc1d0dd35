package io.webhookisolation.convert;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads what the API may leave out: absent, null and empty mean the same in Kubernetes objects. */
final class OrEmpty {

    private OrEmpty() {}

    static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    static String text(@Nullable String text, String otherwise) {
        return text == null || text.isEmpty() ? otherwise : text;
    }

    static int number(@Nullable Integer number) {
        return number == null ? 0 : number;
    }

    static int number(@Nullable Integer number, int otherwise) {
        return number == null ? otherwise : number;
    }

    static boolean flag(@Nullable Boolean flag) {
        return Boolean.TRUE.equals(flag);
    }

    /** The list without its null entries. */
    static <T> List<T> list(@Nullable List<? extends @Nullable T> list) {
        return list == null
                ? List.of()
                : list.stream()
                        .<T>mapMulti((entry, sink) -> {
                            if (entry != null) {
                                sink.accept(entry);
                            }
                        })
                        .toList();
    }

    /** The map without null values: in a label {@code key:} without value is the empty string. */
    static SortedMap<String, String> map(@Nullable Map<String, ? extends @Nullable String> map) {
        var result = new TreeMap<String, String>();
        if (map != null) {
            map.forEach((key, value) -> result.put(key, text(value)));
        }
        return result;
    }
}
