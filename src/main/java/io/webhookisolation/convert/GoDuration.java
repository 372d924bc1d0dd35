package io.webhookisolation.convert;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Durations in hours, minutes and seconds as Go writes them, such as {@code 720h}: what the CRD's pattern lets in. */
public final class GoDuration {

    private static final Pattern PART = Pattern.compile("(\\d{1,6})([hms])");
    private static final Pattern WHOLE = Pattern.compile("(" + PART + "){1,3}");

    private GoDuration() {}

    /** Empty if the text is none. */
    public static Optional<Duration> parse(String text) {
        return WHOLE.matcher(text).matches()
                ? Optional.of(PART.matcher(text)
                        .results()
                        .map(part -> of(Long.parseLong(part.group(1)), part.group(2)))
                        .reduce(Duration.ZERO, Duration::plus))
                : Optional.empty();
    }

    private static Duration of(long amount, String unit) {
        return switch (unit) {
            case "h" -> Duration.ofHours(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofSeconds(amount);
        };
    }
}
