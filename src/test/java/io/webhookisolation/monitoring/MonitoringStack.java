package io.webhookisolation.monitoring;

import io.fabric8.kubernetes.client.Config;
import io.webhookisolation.cluster.real.PrometheusBinaries;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Prometheus, which scrapes and looks at the shipped rules each second, an Alertmanager, and a receiver behind it; all on loopback. */
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
     * Returns when all listen.
     *
     * @param pause instead of what stands behind each {@code for}, which is all that may be changed of the rules
     * @param folder for all files, logs included
     * @param jobs what is scraped: {@link #operator}, {@link #apiServer}
     */
    public static MonitoringStack start(String pause, Path folder, String... jobs) throws IOException {
        var receiver = AlertReceiver.open();
        var alertmanager = alertmanager(receiver, folder);
        var rules = Files.readString(Alert.RULES).replaceAll("(?m)^( +for): .*$", "$1: " + pause);
        Files.writeString(folder.resolve("rules.yaml"), rules);
        var config = Files.writeString(folder.resolve("prometheus.yaml"), """
                global: {scrape_interval: 1s, evaluation_interval: 1s}
                rule_files: [rules.yaml]
                alerting: {alertmanagers: [{static_configs: [{targets: ["%s"]}]}]}
                scrape_configs: [%s]
                """.formatted(
                        alertmanager.uri().getAuthority(), String.join(", ", jobs)));
        var prometheus = ServerProcess.prometheus(config, folder.resolve("data"), folder);
        return new MonitoringStack(receiver, alertmanager, prometheus);
    }

    /** An operator, as the shipped monitor has it scraped: what is scraped has labels of its own, and ours stand above them. */
    public static String operator(InetSocketAddress address) {
        return """
                {job_name: webhook-isolation, honor_labels: true, static_configs: [{targets: ["127.0.0.1:%d"],
                 labels: {namespace: webhook-isolation-system, service: webhook-isolation-metrics}}]}
                """.formatted(address.getPort());
    }

    /** The API server of this client, with its rights. */
    public static String apiServer(Config client) {
        return """
                {job_name: apiserver, scheme: https, authorization: {credentials: "%s"}, tls_config: {ca_file: "%s"},
                 static_configs: [{targets: ["%s"], labels: {namespace: default, service: kubernetes}}]}
                """.formatted(
                        client.getOauthToken(),
                        client.getCaCertFile(),
                        URI.create(client.getMasterUrl()).getAuthority());
    }

    private static ServerProcess alertmanager(AlertReceiver receiver, Path folder) throws IOException {
        var config = Files.writeString(folder.resolve("alertmanager.yaml"), """
                route: {receiver: on-call, group_by: ["..."], group_wait: 0s, group_interval: 1s, repeat_interval: 1h}
                receivers: [{name: on-call, webhook_configs: [{url: "%s", send_resolved: true}]}]
                """.formatted(receiver.uri()));
        var binaries = PrometheusBinaries.find().orElseThrow();
        return ServerProcess.start(
                "alertmanager",
                List.of(
                        "env",
                        "--chdir=" + binaries.directory(),
                        binaries.alertmanager().toString(),
                        "--config.file=" + config,
                        "--storage.path=" + folder.resolve("alertmanager"),
                        "--web.listen-address=127.0.0.1:0",
                        "--cluster.listen-address="),
                folder);
    }

    public AlertReceiver receiver() {
        return receiver;
    }

    @Override
    public void close() {
        prometheus.close();
        alertmanager.close();
        receiver.close();
    }
}
