package io.webhookisolation.app;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says in a few words why an API server cannot be talked to; the innermost cause says it best. */
final class ConnectionTrouble {

    private static final int DEEPEST_CAUSE = 20;

    private ConnectionTrouble() {}

    static String of(KubernetesClientException failure) {
        if (failure.getCode() == 401) {
            return "it refused the credentials (401 Unauthorized)";
        }
        if (failure.getCode() > 0) {
            return "it answered with status " + failure.getCode();
        }
        return known(failure).orElseGet(() -> String.valueOf(failure.getMessage()));
    }

    private static Optional<String> known(Throwable failure) {
        var causes = new ArrayDeque<Throwable>();
        for (@Nullable Throwable cause = failure;
                cause != null && causes.size() < DEEPEST_CAUSE;
                cause = cause.getCause()) {
            causes.push(cause);
        }
        return causes.stream()
                .map(ConnectionTrouble::words)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> words(Throwable cause) {
        return switch (cause) {
            case UnknownHostException unknown -> Optional.of("its name cannot be resolved");
            case SocketTimeoutException slow
            when "Connect timed out".equals(slow.getMessage()) -> Optional.of("it accepts no connection (time-out)");
            case InterruptedIOException slow -> Optional.of("it does not answer (time-out)");
            case TimeoutException slow -> Optional.of("it does not answer (time-out)");
            case ConnectException refused -> Optional.of("connection refused");
            case SSLException tls -> Optional.of("TLS fails: " + tls.getMessage());
            default -> Optional.empty();
        };
    }
}
