package io.webhookisolation.monitoring;

import io.webhookisolation.cluster.real.PrometheusBinaries;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Prometheus, which scrapes one operator each second and looks at rules each second, an Alertmanager, and a receiver behind it;
 * all on loopback.
 */
public final class MonitoringStack implements AutoCloseable {

    private final AlertReceiver receiver;
    private final ServerProcess alertmanager;
    private final ServerProcess prometheus;

    private MonitoringStack(AlertReceiver receiver, ServerProcess alertmanager, ServerProcess prometheus) {
        this.receiver = receiver;
        this.alertmanager = alertmanager;
        this.prometheus = prometheus;
    }

    /**
     * The shipped rules, of which only how long something has to last may be changed.
     *
     * @param pause instead of what stands behind {@code for}
     * @param operator where its metrics are
     * @param folder for all files
     */
    public static MonitoringStack start(String pause, InetSocketAddress operator, Path folder) throws IOException {
        var receiver = AlertReceiver.open();
        var alertmanager = alertmanager(receiver, folder);
        var rules = Files.readString(Alert.RULES).replaceAll("(?m)^( +for): .*$", "$1: " + pause);
        Files.writeString(folder.resolve("rules.yaml"), rules);
        var config = Files.writeString(folder.resolve("prometheus.yaml"), """
                global: {scrape_interval: 1s, evaluation_interval: 1s}
                rule_files: [rules.yaml]
                alerting: {alertmanagers: [{static_configs: [{targets: ["%s"]}]}]}
                scrape_configs:
                  - job_name: webhook-isolation
                    honor_labels: true
                    static_configs:
                      - targets: ["127.0.0.1:%d"]
                        labels: {namespace: webhook-isolation-system, service: webhook-isolation-metrics}
                """.formatted(
                        alertmanager.uri().getAuthority(), operator.getPort()));
        var prometheus = ServerProcess.start(
                "prometheus",
                List.of(
                        binaries().prometheus().toString(),
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:0"),
                folder);
        return new MonitoringStack(receiver, alertmanager, prometheus);
    }

    private static ServerProcess alertmanager(AlertReceiver receiver, Path folder) throws IOException {
        var config = Files.writeString(folder.resolve("alertmanager.yaml"), """
                route: {receiver: on-call, group_by: ["..."], group_wait: 0s, group_interval: 1s, repeat_interval: 1h}
                receivers: [{name: on-call, webhook_configs: [{url: "%s", send_resolved: true}]}]
                """.formatted(receiver.uri()));
        return ServerProcess.start(
                "alertmanager",
                List.of(
                        "env",
                        "--chdir=" + binaries().directory(),
                        binaries().alertmanager().toString(),
                        "--config.file=" + config,
                        "--storage.path=" + folder.resolve("alertmanager"),
                        "--web.listen-address=127.0.0.1:0",
                        "--cluster.listen-address="),
                folder);
    }

    private static PrometheusBinaries binaries() {
        return PrometheusBinaries.find().orElseThrow();
    }

    public AlertReceiver receiver() {
        return receiver;
    }

    /** The ends of both logs, for a failure message. */
    public String logs() {
        return prometheus.log() + "\n" + alertmanager.log();
    }

    @Override
    public void close() {
        prometheus.close();
        alertmanager.close();
        receiver.close();
    }
}
