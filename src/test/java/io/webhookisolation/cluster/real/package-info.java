/** A real control plane for tests: etcd, kube-apiserver and kube-controller-manager as processes of the developer. */
@NullMarked
package io.webhookisolation.cluster.real;

import org.jspecify.annotations.NullMarked;
