package io.webhookisolation.model;

import java.util.Comparator;

/**
 * What a probe dials: one Pod's address and port, asked for one Service's server name.
 *
 * @param address one of the Pod's {@code status.podIPs}
 */
public record ProbeTarget(ServiceReference service, String podUid, String podName, String address, int port)
        implements Comparable<ProbeTarget> {

    private static final Comparator<ProbeTarget> ORDER = Comparator.comparing(ProbeTarget::service)
            .thenComparing(ProbeTarget::podName)
            .thenComparing(ProbeTarget::podUid)
            .thenComparing(ProbeTarget::address)
            .thenComparingInt(ProbeTarget::port);

    @Override
    public int compareTo(ProbeTarget other) {
        return ORDER.compare(this, other);
    }
}
