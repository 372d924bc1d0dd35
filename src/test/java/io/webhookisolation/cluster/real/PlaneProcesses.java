package io.webhookisolation.cluster.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** etcd, kube-apiserver and kube-controller-manager as three guarded processes of one directory. */
final class PlaneProcesses implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final String CONTROLLERS = String.join(
            ",",
            "namespace-controller",
            "serviceaccount-controller",
            "garbage-collector-controller",
            "deployment-controller",
            "replicaset-controller",
            "statefulset-controller",
            "daemonset-controller",
            "job-controller",
            "cronjob-controller",
            "disruption-controller",
            "endpointslice-controller",
            "clusterrole-aggregation-controller");

    private final PlaneBinaries binaries;
    private final PlaneFiles files;
    private final PlaneOptions options;
    private final int etcdPort = freePort();
    private final int apiServerPort = freePort();
    private final List<String> etcdCommand;

    private @Nullable GuardedProcess etcd;
    private @Nullable GuardedProcess apiServer;
    private @Nullable GuardedProcess controllerManager;

    PlaneProcesses(PlaneBinaries binaries, PlaneFiles files, PlaneOptions options) {
        this.binaries = binaries;
        this.files = files;
        this.options = options;
        this.etcdCommand = etcdCommand(freePort());
    }

    String url() {
        return "https://127.0.0.1:" + apiServerPort;
    }

    void start() {
        startEtcd();
        startApiServer();
        awaitReady();
        startControllerManager();
    }

    void startEtcd() {
        etcd = start("etcd", etcdCommand);
    }

    void startApiServer() {
        apiServer = start("kube-apiserver", apiServerCommand(apiServerPort));
    }

    void startControllerManager() {
        files.write("kcm.kubeconfig", kubeconfig(files.controllerManagerToken()));
        controllerManager = start(
                "kube-controller-manager",
                List.of(
                        binaries.controllerManager().toString(),
                        "--kubeconfig=" + files.path("kcm.kubeconfig"),
                        "--leader-elect=false",
                        "--secure-port=0",
                        "--profiling=false",
                        "--concurrent-service-endpoint-syncs=5",
                        "--controllers=" + CONTROLLERS));
    }

    private GuardedProcess start(String name, List<String> command) {
        return GuardedProcess.start(name, command, files.directory(), files.logs());
    }

    private List<String> etcdCommand(int peerPort) {
        var client = "http://127.0.0.1:" + etcdPort;
        var peer = "http://127.0.0.1:" + peerPort;
        return List.of(
                binaries.etcd().toString(),
                "--data-dir=" + files.path("etcd"),
                "--unsafe-no-fsync",
                "--log-level=warn",
                "--listen-client-urls=" + client,
                "--advertise-client-urls=" + client,
                "--listen-peer-urls=" + peer,
                "--initial-advertise-peer-urls=" + peer,
                "--initial-cluster=default=" + peer);
    }

    private List<String> apiServerCommand(int port) {
        var command = new ArrayList<>(List.of(
                binaries.apiServer().toString(),
                "--etcd-servers=http://127.0.0.1:" + etcdPort,
                "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1",
                "--secure-port=" + port,
                "--endpoint-reconciler-type=none",
                "--cert-dir=" + files.path("certs"),
                "--token-auth-file=" + files.path("tokens.csv"),
                "--authorization-mode=RBAC",
                "--service-account-issuer=https://kubernetes.default.svc.cluster.local",
                "--service-account-key-file=" + files.path("sa.key"),
                "--service-account-signing-key-file=" + files.path("sa.key"),
                "--service-cluster-ip-range=10.96.0.0/16",
                "--disable-admission-plugins=ServiceAccount",
                "--profiling=false",
                "--egress-selector-config-file=" + files.path("egress.json")));
        command.add("--enable-aggregator-routing=" + options.endpointRouting());
        return command;
    }

    private String kubeconfig(String token) {
        return """
                {"apiVersion": "v1", "kind": "Config", "current-context": "plane",
                 "clusters": [{"name": "plane", "cluster": {"server": "%s", "certificate-authority": "%s"}}],
                 "users": [{"name": "user", "user": {"token": "%s"}}],
                 "contexts": [{"name": "plane", "context": {"cluster": "plane", "user": "user"}}]}
                """.formatted(url(), files.servingCertificate(), token);
    }

    void awaitReady() {
        Polling.until(
                START_LIMIT, this::ready, () -> "kube-apiserver is not ready after " + START_LIMIT + "\n" + logs());
    }

    private boolean ready() {
        requireAlive(etcd, "etcd");
        requireAlive(apiServer, "kube-apiserver");
        if (!Files.exists(files.servingCertificate())) {
            return false;
        }
        try {
            var connection =
                    (HttpsURLConnection) URI.create(url() + "/readyz").toURL().openConnection();
            connection.setSSLSocketFactory(trusting().getSocketFactory());
            connection.setConnectTimeout(1000);
            connection.setReadTimeout(2000);
            connection.setRequestProperty("Authorization", "Bearer " + files.adminToken());
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException | GeneralSecurityException notYet) {
            return false;
        }
    }

    private SSLContext trusting() throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (var in = Files.newInputStream(files.servingCertificate())) {
            var number = 0;
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca" + number++, certificate);
            }
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private void requireAlive(@Nullable GuardedProcess process, String name) {
        if (process == null || !process.isAlive()) {
            throw new IllegalStateException(name + " ended while the control plane started\n" + logs());
        }
    }

    /** Where the logs are, and the end of each. */
    String logs() {
        var text = new StringBuilder("Logs are in " + files.logs() + "\n");
        for (var process : new GuardedProcess[] {etcd, apiServer, controllerManager}) {
            if (process != null) {
                text.append(process.lastLines(15)).append('\n');
            }
        }
        return text.toString();
    }

    GuardedProcess etcd() {
        return running(etcd);
    }

    GuardedProcess apiServer() {
        return running(apiServer);
    }

    GuardedProcess controllerManager() {
        return running(controllerManager);
    }

    private static GuardedProcess running(@Nullable GuardedProcess process) {
        if (process == null) {
            throw new IllegalStateException("not started");
        }
        return process;
    }

    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        for (var process : new GuardedProcess[] {controllerManager, apiServer, etcd}) {
            if (process != null) {
                process.close();
            }
        }
    }
}
