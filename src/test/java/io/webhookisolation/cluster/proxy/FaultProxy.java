package io.webhookisolation.cluster.proxy;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.webhookisolation.cluster.http.HttpExchange;
import io.webhookisolation.cluster.http.HttpListener;
import io.webhookisolation.cluster.http.HttpRequest;
import io.webhookisolation.cluster.proxy.Faults.When;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Stands between one user's clients and an API server; without a fault it changes nothing but the address.
 *
 * <p>It listens on a free loopback port, speaks plain HTTP/1.1, and passes on whom a client says it is.
 */
public final class FaultProxy implements AutoCloseable {

    private final Config direct;
    private final Upstream upstream;
    private final String user;
    private final Faults faults = new Faults();
    private final WatchTunnels watches = new WatchTunnels();
    private final Queue<AtomicReference<Call>> calls = new ConcurrentLinkedQueue<>();
    private final HttpListener listener;

    private FaultProxy(Config direct, String user) {
        this.direct = direct;
        this.upstream = Upstream.of(direct);
        this.user = user;
        this.listener = HttpListener.start(this::serve);
    }

    /**
     * Starts it in front of the API server that a client with this configuration talks to.
     *
     * @param user for the list of calls
     */
    public static FaultProxy start(Config direct, String user) {
        return new FaultProxy(direct, user);
    }

    public String url() {
        return "http://127.0.0.1:" + listener.port() + "/";
    }

    /** The same, but through the proxy. */
    public Config configuration() {
        return new ConfigBuilder(direct).withMasterUrl(url()).build();
    }

    public Faults faults() {
        return faults;
    }

    public WatchTunnels watches() {
        return watches;
    }

    /** All so far, in the order in which they came; each is listed before the API server has it. */
    public List<Call> calls() {
        return calls.stream().map(AtomicReference::get).toList();
    }

    /** From now on the API server cannot be reached: all connections are reset, and so is each new one. */
    public void disconnect() {
        listener.disconnect();
    }

    public void reconnect() {
        listener.reconnect();
    }

    /** Whether nobody has disconnected it. */
    public boolean isReachable() {
        return listener.isReachable();
    }

    private void serve(HttpExchange exchange) throws IOException {
        var call = Call.of(exchange.request(), user);
        var entry = new AtomicReference<>(call);
        calls.add(entry);
        var timesBroken = watches.timesBroken();
        var reply = reply(exchange.request(), call);
        entry.set(call.answered(reply.code(), reply.done()));
        switch (reply) {
            case Reply.Broken _ -> exchange.drop();
            case Reply.Whole(var response) -> exchange.answer(response);
            case Reply.Stream stream -> watches.serve(exchange, stream, timesBroken);
        }
    }

    private Reply reply(HttpRequest request, Call call) {
        try {
            return call.verb().equals("watch") && watches.refused()
                    ? new Reply.Broken(false)
                    : reply(request, faults.of(call));
        } catch (IOException unreachable) {
            return new Reply.Broken(false);
        } catch (InterruptedException disconnected) {
            Thread.currentThread().interrupt();
            return new Reply.Broken(false);
        }
    }

    private Reply reply(HttpRequest request, Faults.Fault fault) throws IOException, InterruptedException {
        return switch (fault) {
            case Faults.Pass() -> upstream.ask(request);
            case Faults.Answer answer -> new Reply.Whole(answer.response());
            case Faults.Drop(var when) -> lost(request, when);
            case Faults.Cut(var when) -> {
                var lost = lost(request, when);
                disconnect();
                yield lost;
            }
            case Faults.Hold(var when, var gate) -> held(request, when, gate);
        };
    }

    private Reply lost(HttpRequest request, When when) throws IOException {
        if (when == When.BEFORE_IT_IS_DONE) {
            return new Reply.Broken(false);
        }
        try (var reply = upstream.ask(request)) {
            return new Reply.Broken(reply.done());
        }
    }

    private Reply held(HttpRequest request, When when, Gate gate) throws IOException, InterruptedException {
        if (when == When.BEFORE_IT_IS_DONE) {
            gate.pass();
            return upstream.ask(request);
        }
        var reply = upstream.ask(request);
        gate.pass();
        return reply;
    }

    @Override
    public void close() {
        listener.close();
    }
}
