/** What a cluster's controllers and its Node agent do, reduced to what the product can see of it. */
@NullMarked
package io.webhookisolation.cluster.controller;

import org.jspecify.annotations.NullMarked;
