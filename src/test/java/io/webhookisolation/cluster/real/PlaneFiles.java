package io.webhookisolation.cluster.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The files that a control plane starts from, in a directory of its own with a short name.
 *
 * @param adminToken bearer token of {@code system:masters}
 */
record PlaneFiles(Path directory, String adminToken, String controllerManagerToken) {

    static PlaneFiles create() {
        var files = new PlaneFiles(ScratchDirectory.create(), token(), token());
        files.write("sa.key", serviceAccountKey());
        files.write(
                "tokens.csv",
                files.adminToken + ",admin,admin,\"system:masters\"\n"
                        + files.controllerManagerToken
                        + ",system:kube-controller-manager,kcm,\"system:masters\"\n");
        files.write("egress.json", files.egress());
        return files;
    }

    /** Logs stand by themselves: they outlive the rest when a test has failed. */
    Path logs() {
        return logs(directory);
    }

    static Path logs(Path directory) {
        return Path.of("target", "control-plane")
                .resolve(directory.getFileName())
                .toAbsolutePath();
    }

    Path socket() {
        return directory.resolve("egress.sock");
    }

    Path path(String name) {
        return directory.resolve(name);
    }

    Path etcdData() {
        return directory.resolve("etcd");
    }

    /** The API server's own CA and leaf, one file that it writes at start. */
    Path servingCertificate() {
        return directory.resolve("certs").resolve("apiserver.crt");
    }

    void write(String name, String content) {
        try {
            var file = Files.writeString(directory.resolve(name), content);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String egress() {
        return """
                {"apiVersion": "apiserver.k8s.io/v1beta1", "kind": "EgressSelectorConfiguration",
                 "egressSelections": [{"name": "cluster", "connection": {
                   "proxyProtocol": "HTTPConnect", "transport": {"uds": {"udsName": "%s"}}}}]}
                """.formatted(socket());
    }

    /** RSA in PKCS#8: kube-apiserver reads no elliptic curve key from PKCS#8. */
    private static String serviceAccountKey() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            var encoded = generator.generateKeyPair().getPrivate().getEncoded();
            return "-----BEGIN PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)
                    + "\n-----END PRIVATE KEY-----\n";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String token() {
        var bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
