package io.webhookisolation.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LoggingTest {

    private final ByteArrayOutputStream target = new ByteArrayOutputStream();

    @AfterEach
    void restore() {
        Logging.quiet((LoggerContext) LoggerFactory.getILoggerFactory(), System.err);
    }

    @Test
    void writes_one_json_object_a_line_with_the_pairs_and_the_failure() throws Exception {
        Logging.start(LogFormat.JSON, LogLevel.INFO, target);

        log("io.webhookisolation.some.Part");

        var line = new ObjectMapper().readTree(target.toByteArray());
        assertThat(lines().strip().lines()).hasSize(1);
        assertThat(line.path("level").asText()).isEqualTo("INFO");
        assertThat(line.path("loggerName").asText()).isEqualTo("io.webhookisolation.some.Part");
        assertThat(line.path("formattedMessage").asText()).isEqualTo("narrowed 1");
        assertThat(line.path("kvpList").toString()).contains("\"service\":\"operators/web\"");
        assertThat(line.path("throwable").path("message").asText()).isEqualTo("two\nlines");
        assertThat(line.path("timestamp").isIntegralNumber()).isTrue();
    }

    @Test
    void writes_a_line_for_people() {
        Logging.start(LogFormat.TEXT, LogLevel.INFO, target);

        log("io.webhookisolation.some.Part");

        assertThat(lines())
                .matches("(?s)\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z INFO  Part narrowed 1"
                        + " service=\"operators/web\"\n.*two\nlines.*");
    }

    @Test
    void leaves_the_stream_open_when_it_is_set_up_anew() {
        var closed = new AtomicBoolean();
        var watched = new FilterOutputStream(target) {
            @Override
            public void close() {
                closed.set(true);
            }
        };
        Logging.quiet((LoggerContext) LoggerFactory.getILoggerFactory(), watched);

        Logging.start(LogFormat.TEXT, LogLevel.INFO, watched);

        assertThat(closed).isFalse();
    }

    @Test
    void keeps_libraries_at_info_where_we_debug() {
        Logging.start(LogFormat.TEXT, LogLevel.DEBUG, target);

        LoggerFactory.getLogger("io.fabric8.Some").debug("theirs");
        LoggerFactory.getLogger("io.webhookisolation.Some").debug("ours");

        assertThat(lines()).contains("ours").doesNotContain("theirs");
    }

    @Test
    void stays_quiet_but_for_warnings_in_commands() {
        Logging.quiet((LoggerContext) LoggerFactory.getILoggerFactory(), target);

        LoggerFactory.getLogger("io.fabric8.Some").info("all is well");
        LoggerFactory.getLogger("io.fabric8.Some").warn("a token expires");

        assertThat(lines()).contains("a token expires").doesNotContain("all is well");
    }

    private static void log(String logger) {
        LoggerFactory.getLogger(logger)
                .atInfo()
                .addKeyValue("service", "operators/web")
                .setCause(new IllegalStateException("two\nlines"))
                .log("narrowed {}", 1);
    }

    private String lines() {
        return target.toString(StandardCharsets.UTF_8);
    }
}
