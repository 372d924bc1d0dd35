/** Figures for {@code docs/benchmarks.md}: how long a change takes to be told, and what it costs; no test asserts a time. */
@NullMarked
package io.webhookisolation.bench;

import org.jspecify.annotations.NullMarked;
