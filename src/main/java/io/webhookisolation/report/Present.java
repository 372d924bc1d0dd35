package io.webhookisolation.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists of the API, where absent and empty mean the same. */
final class Present {

    private Present() {}

    static <T> List<T> list(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    /** Absent rather than empty, since the API server may drop what is empty. */
    static <T> @Nullable List<T> orAbsent(List<T> list) {
        return list.isEmpty() ? null : list;
    }
}
