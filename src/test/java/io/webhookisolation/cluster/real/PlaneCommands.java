package io.webhookisolation.cluster.real;

import java.util.List;

/** The command lines of a control plane's programs. */
record PlaneCommands(PlaneBinaries binaries, PlaneFiles files, PlaneOptions options) {

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

    List<String> etcd(int port, int peerPort) {
        var client = "http://127.0.0.1:" + port;
        var peer = "http://127.0.0.1:" + peerPort;
        return List.of(
                binaries.etcd().toString(),
                "--data-dir=" + files.etcdData(),
                "--unsafe-no-fsync",
                "--log-level=warn",
                "--listen-client-urls=" + client,
                "--advertise-client-urls=" + client,
                "--listen-peer-urls=" + peer,
                "--initial-advertise-peer-urls=" + peer,
                "--initial-cluster=default=" + peer);
    }

    List<String> apiServer(ApiServerAddress address, int etcdPort) {
        return List.of(
                binaries.apiServer().toString(),
                "--etcd-servers=http://127.0.0.1:" + etcdPort,
                "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1",
                "--secure-port=" + address.port(),
                "--endpoint-reconciler-type=none",
                "--cert-dir=" + address.certificate().getParent(),
                "--token-auth-file=" + files.path("tokens.csv"),
                "--authorization-mode=RBAC",
                "--service-account-issuer=https://kubernetes.default.svc.cluster.local",
                "--service-account-key-file=" + files.path("sa.key"),
                "--service-account-signing-key-file=" + files.path("sa.key"),
                "--service-cluster-ip-range=10.96.0.0/16",
                "--disable-admission-plugins=ServiceAccount",
                "--profiling=false",
                "--egress-selector-config-file=" + files.path("egress.json"),
                "--enable-aggregator-routing=" + options.endpointRouting());
    }

    /** Writes the kubeconfig that it names. */
    List<String> controllerManager(ApiServerAddress address) {
        files.write("kcm.kubeconfig", address.kubeconfig(files.controllerManagerToken()));
        return List.of(
                binaries.controllerManager().toString(),
                "--kubeconfig=" + files.path("kcm.kubeconfig"),
                "--leader-elect=false",
                "--secure-port=0",
                "--profiling=false",
                "--concurrent-service-endpoint-syncs=5",
                "--controllers=" + CONTROLLERS);
    }
}
