package io.webhookisolation.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * Sets up logging in code, so that no configuration file on the class path can change what goes where: log lines go to
 * standard error, standard output is for results.
 */
final class Logging {

    private static final String OURS = "io.webhookisolation";
    /** These warn of what is no trouble, or is told in better words: below an error, nobody needs to read them. */
    private static final List<String> TOO_TALKATIVE = List.of(
            // Of each kind whose version is not final, which ours is not.
            "io.fabric8.kubernetes.client.dsl.internal.VersionUsageUtils",
            // Of each try for the Lease that fails, every two seconds and with a stack trace; HeldLease tells it once.
            "io.fabric8.kubernetes.client.extended.leaderelection.LeaderElector");

    private static final String LINE = "%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z',UTC} %-5level %logger{0} %msg %kvp%n";

    private Logging() {}

    static void start(LogFormat format, LogLevel level, OutputStream target) {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        configure(context, encoder(format, context), target);
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(level.libraries());
        context.getLogger(OURS).setLevel(level.ours());
        TOO_TALKATIVE.forEach(name -> context.getLogger(name).setLevel(Level.ERROR));
    }

    /** For commands: what a library warns of, on standard error, and nothing else. */
    static void quiet(LoggerContext context, OutputStream target) {
        configure(context, encoder(LogFormat.TEXT, context), target);
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
        TOO_TALKATIVE.forEach(name -> context.getLogger(name).setLevel(Level.ERROR));
    }

    private static void configure(LoggerContext context, Encoder<ILoggingEvent> encoder, OutputStream target) {
        context.reset();
        var appender = new OutputStreamAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.setOutputStream(new StaysOpen(target));
        appender.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
    }

    private static Encoder<ILoggingEvent> encoder(LogFormat format, LoggerContext context) {
        var encoder = switch (format) {
            case TEXT -> text();
            case JSON -> json();
        };
        encoder.setContext(context);
        encoder.start();
        return encoder;
    }

    private static Encoder<ILoggingEvent> text() {
        var encoder = new PatternLayoutEncoder();
        encoder.setPattern(LINE);
        return encoder;
    }

    private static Encoder<ILoggingEvent> json() {
        var encoder = new JsonEncoder();
        encoder.setWithSequenceNumber(false);
        encoder.setWithNanoseconds(false);
        encoder.setWithContext(false);
        encoder.setWithArguments(false);
        encoder.setWithMessage(false);
        encoder.setWithFormattedMessage(true);
        return encoder;
    }

    /** An appender closes its stream when logging is set up anew; standard error is not ours to close. */
    private static final class StaysOpen extends FilterOutputStream {

        StaysOpen(OutputStream target) {
            super(target);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
