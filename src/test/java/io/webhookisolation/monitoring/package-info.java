/** Holds alerts and dashboard against the metrics that there are, by real promtool, Prometheus and Alertmanager. */
@NullMarked
package io.webhookisolation.monitoring;

import org.jspecify.annotations.NullMarked;
