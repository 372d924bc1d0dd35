package io.webhookisolation.model;

import java.security.cert.X509Certificate;
import java.util.List;

/** How a TLS handshake ended. */
public sealed interface ProbeOutcome {

    /** The chain that was served, leaf first, exactly as sent; the client trusted nothing and refused nothing. */
    record Served(List<X509Certificate> chain) implements ProbeOutcome {
        public Served {
            chain = List.copyOf(chain);
        }
    }

    /** The connection was refused. */
    record Refused() implements ProbeOutcome {}

    /** It accepted the connection and spoke no TLS, or ended the handshake without a certificate. */
    record NotTls(String detail) implements ProbeOutcome {}

    /** Nothing answered in time; says nothing about ownership. */
    record TimedOut() implements ProbeOutcome {}

    /** No route, or our own limit or shutdown; says nothing about ownership. */
    record Unreachable(String detail) implements ProbeOutcome {}
}
