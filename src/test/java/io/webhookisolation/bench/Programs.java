package io.webhookisolation.bench;

import io.webhookisolation.cluster.EmbeddedControlPlane;
import io.webhookisolation.cluster.real.PlaneBinaries;
import io.webhookisolation.cluster.real.PlaneOptions;
import io.webhookisolation.cluster.real.RealControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whole processes: packaged distributions, and the control plane of the tests. In each round each distribution is
 * started once, so that all meet the same load.
 */
final class Programs implements AutoCloseable {

    private static final int STARTS = 10;
    private static final int STARTS_OF_PLANE = 5;

    private final Path corpus = Path.of(System.getProperty("bench.corpus", "../shared/corpus"));
    private final List<Program> programs;
    private final EmbeddedControlPlane plane = EmbeddedControlPlane.start();
    private final Path kubeconfig;

    Programs(List<Path> distributions) throws IOException {
        this.programs = distributions.stream().map(Program::new).toList();
        this.kubeconfig =
                Files.writeString(Files.createTempFile("wi-bench", ".kubeconfig"), plane.kubeconfig("operator"));
    }

    /** One process of a program. */
    @FunctionalInterface
    private interface Start {
        Duration of(Program program) throws IOException, InterruptedException;
    }

    /** In the order of the distributions, as are all. */
    List<Times> help() throws IOException, InterruptedException {
        return times(program -> program.command("--help"));
    }

    /** Of real manifests, where there are some. */
    Optional<List<Times>> audit() throws IOException, InterruptedException {
        return Files.isDirectory(corpus)
                ? Optional.of(times(program -> program.command("audit", "-f", corpus.toString(), "--fail-on", "never")))
                : Optional.empty();
    }

    /** {@code run}, until it has read an empty cluster. */
    List<Times> untilReady() throws IOException, InterruptedException {
        return times(program -> program.untilReady(kubeconfig));
    }

    /** {@code run} over an empty cluster. */
    List<Optional<Long>> idleMebibytes() throws IOException, InterruptedException {
        var memory = new ArrayList<Optional<Long>>();
        for (var program : programs) {
            memory.add(program.idleMebibytes(kubeconfig));
        }
        return memory;
    }

    /** etcd, kube-apiserver and kube-controller-manager, until the API server says that it is ready; where they are. */
    static Optional<Times> controlPlane() {
        return PlaneBinaries.find().map(binaries -> {
            var took = new ArrayList<Duration>();
            while (took.size() < STARTS_OF_PLANE) {
                var begin = System.nanoTime();
                try (var plane = RealControlPlane.start(binaries, PlaneOptions.DEFAULT)) {
                    took.add(Duration.ofNanos(System.nanoTime() - begin));
                }
            }
            return new Times(took);
        });
    }

    private List<Times> times(Start start) throws IOException, InterruptedException {
        var took = new ArrayList<List<Duration>>();
        programs.forEach(program -> took.add(new ArrayList<>()));
        for (var round = 0; round < STARTS; round++) {
            for (var i = 0; i < programs.size(); i++) {
                took.get(i).add(start.of(programs.get(i)));
            }
        }
        return took.stream().map(Times::new).toList();
    }

    @Override
    public void close() throws IOException {
        plane.close();
        Files.delete(kubeconfig);
    }
}
