package io.webhookisolation.monitoring;

import io.webhookisolation.cluster.real.GuardedProcess;
import io.webhookisolation.cluster.real.PrometheusBinaries;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** A server of Prometheus' kind on a free loopback port, which it tells in its log. */
final class ServerProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern LISTENING = Pattern.compile("msg=\"Listening on\" address=(127\\.0\\.0\\.1:\\d+)");

    private final GuardedProcess process;
    private final URI uri;

    private ServerProcess(GuardedProcess process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    /** Returns when it listens. */
    static ServerProcess start(String name, List<String> command, Path folder) {
        var process = GuardedProcess.start(name, command, folder, folder);
        try {
            Awaitility.await(name + " listens").atMost(PATIENCE).until(() -> isListening(name, process));
            var found = LISTENING.matcher(process.lastLines(1000));
            found.find();
            return new ServerProcess(process, URI.create("http://" + found.group(1)));
        } catch (RuntimeException e) {
            process.close();
            throw e;
        }
    }

    /** @param data where its samples are; however old they are, it keeps them */
    static ServerProcess prometheus(Path config, Path data, Path folder) {
        return start(
                "prometheus",
                List.of(
                        PrometheusBinaries.find().orElseThrow().prometheus().toString(),
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + data,
                        "--storage.tsdb.retention.time=100y",
                        "--web.listen-address=127.0.0.1:0"),
                folder);
    }

    private static boolean isListening(String name, GuardedProcess process) {
        var log = process.lastLines(1000);
        if (!process.isAlive()) {
            throw new IllegalStateException(name + " ended:\n" + log);
        }
        return LISTENING.matcher(log).find();
    }

    URI uri() {
        return uri;
    }

    @Override
    public void close() {
        process.close();
    }
}
