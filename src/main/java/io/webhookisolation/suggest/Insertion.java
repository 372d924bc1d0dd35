package io.webhookisolation.suggest;

import io.webhookisolation.model.LabelPlace;
import io.webhookisolation.model.LabelSet;
import java.util.stream.Collectors;

/** Text that goes into a line, which may make several lines of it; line from 1, column from 0. */
record Insertion(int line, int column, String text) {

    static Insertion of(LabelPlace place, LabelSet labels) {
        var text = labels.entries().entrySet().stream()
                .map(label -> place.separator()
                        + (place.quoted()
                                ? Syntax.quoted(label.getKey()) + ": " + Syntax.quoted(label.getValue())
                                : JsonPatch.yaml(label)))
                .collect(Collectors.joining());
        return new Insertion(place.line(), place.column(), text);
    }
}
