package io.webhookisolation.cluster.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** etcd, kube-apiserver and kube-controller-manager as guarded processes of one directory. */
final class PlaneProcesses implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final String PORT_TAKEN = "address already in use";

    /** What belongs to one choice of ports. */
    private record Trio(
            int etcdPort, ApiServerAddress address, PlanePart etcd, PlanePart apiServer, PlanePart controllerManager) {

        List<PlanePart> parts() {
            return List.of(etcd, apiServer, controllerManager);
        }
    }

    private final PlaneCommands commands;
    private final PlaneFiles files;
    private final IntSupplier freePorts;
    private final List<PlanePart> moreApiServers = new ArrayList<>();
    private Trio trio;

    PlaneProcesses(PlaneBinaries binaries, PlaneFiles files, PlaneOptions options) {
        this(binaries, files, options, PlaneProcesses::freePort);
    }

    PlaneProcesses(PlaneBinaries binaries, PlaneFiles files, PlaneOptions options, IntSupplier freePorts) {
        this.commands = new PlaneCommands(binaries, files, options);
        this.files = files;
        this.freePorts = freePorts;
        this.trio = trio();
    }

    private Trio trio() {
        var etcdPort = freePorts.getAsInt();
        var address = new ApiServerAddress(freePorts.getAsInt(), files.servingCertificate());
        return new Trio(
                etcdPort,
                address,
                part("etcd", commands.etcd(etcdPort, freePorts.getAsInt()), () -> awaitReady(address)),
                part("kube-apiserver", commands.apiServer(address, etcdPort), () -> awaitReady(address)),
                part("kube-controller-manager", commands.controllerManager(address), () -> {}));
    }

    private PlanePart part(String name, List<String> command, Runnable ready) {
        return new PlanePart(name, command, files, ready);
    }

    /** Tries other ports, once, if somebody took one between its being found free and its being used. */
    void start() {
        try {
            startAll();
        } catch (IllegalStateException failed) {
            close();
            if (!wasPortTaken()) {
                throw failed;
            }
            ScratchDirectory.delete(files.etcdData());
            trio = trio();
            startAll();
        }
    }

    private void startAll() {
        trio.etcd().launch();
        trio.apiServer().start();
        trio.controllerManager().start();
    }

    private boolean wasPortTaken() {
        return trio.parts().stream().anyMatch(part -> part.lastLines(20).contains(PORT_TAKEN));
    }

    /** Another kube-apiserver with the same etcd, which ends with this; ready when this returns. */
    ApiServerAddress startAnotherApiServer() {
        var name = "kube-apiserver-" + (moreApiServers.size() + 2);
        var address =
                new ApiServerAddress(freePorts.getAsInt(), files.path(name).resolve("apiserver.crt"));
        var another = part(name, commands.apiServer(address, trio.etcdPort()), () -> awaitReady(address));
        moreApiServers.add(another);
        another.start();
        return address;
    }

    private void awaitReady(ApiServerAddress address) {
        Polling.until(
                START_LIMIT,
                () -> isReady(address),
                () -> "kube-apiserver is not ready after " + START_LIMIT + "\n" + logs());
    }

    private boolean isReady(ApiServerAddress address) {
        for (var part : List.of(trio.etcd(), trio.apiServer())) {
            if (!part.isAlive()) {
                throw new IllegalStateException(part.name() + " ended while the control plane started\n" + logs());
            }
        }
        return address.isReady(files.adminToken());
    }

    /** Where the logs are, and the end of each. */
    private String logs() {
        return Stream.concat(trio.parts().stream(), moreApiServers.stream())
                .map(part -> part.lastLines(15))
                .collect(Collectors.joining("\n", "Logs are in " + files.logs() + "\n", "\n"));
    }

    ApiServerAddress address() {
        return trio.address();
    }

    PlanePart etcd() {
        return trio.etcd();
    }

    PlanePart apiServer() {
        return trio.apiServer();
    }

    PlanePart controllerManager() {
        return trio.controllerManager();
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
        trio.controllerManager().close();
        moreApiServers.forEach(PlanePart::close);
        trio.apiServer().close();
        trio.etcd().close();
    }
}
