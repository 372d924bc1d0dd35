package io.webhookisolation.report;

import io.micrometer.core.instrument.Tags;
import java.util.List;

/** One time series: a metric and a value for each of its labels, in their order. */
record Series(Metric metric, List<String> values) {

    Series {
        values = List.copyOf(values);
        if (values.size() != metric.labels().size()) {
            throw new IllegalArgumentException(metric + " needs " + metric.labels() + " and was given " + values);
        }
    }

    static Series of(Metric metric, String... values) {
        return new Series(metric, List.of(values));
    }

    Tags tags() {
        var tags = Tags.empty();
        for (var index = 0; index < values.size(); index++) {
            tags = tags.and(metric.labels().get(index), values.get(index));
        }
        return tags;
    }
}
