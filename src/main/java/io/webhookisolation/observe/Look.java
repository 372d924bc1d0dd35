package io.webhookisolation.observe;

import io.webhookisolation.model.Gap;

/** What came of reading one object by its name. */
public sealed interface Look<T> {

    record Seen<T>(T what) implements Look<T> {}

    /** There is none of this name. */
    record Absent<T>() implements Look<T> {}

    /** Nobody knows; a missing permission is named with verb and resource. */
    record Hidden<T>(Gap gap) implements Look<T> {}
}
