package io.webhookisolation.cluster.real;

/**
 * How the API server of a control plane finds endpoints.
 *
 * @param endpointRouting true: it draws a ready endpoint from the slices itself ({@code --enable-aggregator-routing});
 *     false: it dials the ClusterIP, and the pod network plays kube-proxy
 */
public record PlaneOptions(boolean endpointRouting) {
    public static final PlaneOptions DEFAULT = new PlaneOptions(true);
}
