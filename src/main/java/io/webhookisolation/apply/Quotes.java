package io.webhookisolation.apply;

import io.webhookisolation.model.SecretContent;
import io.webhookisolation.model.StepResult;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Finds out whether a message shows a part of a Secret, as it is or as base64. */
final class Quotes {

    /** Of the shortest part that counts; shorter ones tell nothing of a key. */
    private static final int LENGTH = 16;

    private final Set<String> parts = new HashSet<>();

    Quotes(SecretContent content) {
        content.entries().values().stream()
                .flatMap(bytes -> Stream.of(
                        new String(bytes, StandardCharsets.ISO_8859_1),
                        Base64.getEncoder().encodeToString(bytes)))
                .flatMap(Quotes::partsOf)
                .forEach(parts::add);
    }

    boolean in(String message) {
        return partsOf(message).anyMatch(parts::contains);
    }

    /** The same, with other words in place of a message that shows any. */
    StepResult withheldFrom(StepResult result, String instead) {
        if (!in(result.message())) {
            return result;
        }
        return switch (result) {
            case StepResult.Done(var version, var leftover) -> new StepResult.Done(version, instead);
            case StepResult.Moved moved -> new StepResult.Moved(instead);
            case StepResult.Withheld withheld -> new StepResult.Withheld(instead);
            case StepResult.Forbidden(var verb, var resource, var message) ->
                new StepResult.Forbidden(verb, resource, instead);
            case StepResult.DeniedByWebhook(var webhook, var message) ->
                new StepResult.DeniedByWebhook(webhook, instead);
            case StepResult.Failed(var message, var retryAfter) -> new StepResult.Failed(instead, retryAfter);
        };
    }

    private static Stream<String> partsOf(String text) {
        return IntStream.rangeClosed(0, text.length() - LENGTH)
                .mapToObj(start -> text.substring(start, start + LENGTH));
    }
}
