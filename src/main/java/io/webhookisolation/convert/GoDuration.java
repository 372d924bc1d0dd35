package io.webhookisolation.convert;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Durations in hours, minutes and seconds as Go writes them, such as {@code 720h}: what the CRD's pattern lets in. */
public final class GoDuration {

    private static final Pattern PARTS = Pattern.compile("(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,6})s)?");

    private GoDuration() {}

    /** Empty if the text is none. */
    public static Optional<Duration> parse(String text) {
        var parts = PARTS.matcher(text);
        if (text.isEmpty() || !parts.matches()) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofHours(Long.parseLong(OrEmpty.text(parts.group(1), "0")))
                .plusMinutes(Long.parseLong(OrEmpty.text(parts.group(2), "0")))
                .plusSeconds(Long.parseLong(OrEmpty.text(parts.group(3), "0"))));
    }
}
