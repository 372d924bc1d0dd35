package io.webhookisolation.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class EventsReferenceTest {

    private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\| (\\w+) \\| (\\w+) \\|");

    @Test
    void listsExactlyTheReasonsThatAreSent() throws IOException {
        // given
        var sent = Arrays.stream(EventReason.values())
                .map(reason -> reason.word() + " " + reason.kind().word() + " "
                        + reason.action().word())
                .toList();

        // when
        var documented = ROW.matcher(Files.readString(Path.of("docs/reference/events.md")))
                .results()
                .map(row -> row.group(1) + " " + row.group(2) + " " + row.group(3));

        // then
        assertThat(documented).containsExactlyInAnyOrderElementsOf(sent);
    }
}
