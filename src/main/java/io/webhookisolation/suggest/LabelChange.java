package io.webhookisolation.suggest;

import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.Service;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Labels that one map of one object gains; nothing is taken away or changed.
 *
 * @param path names of the fields that lead to the map
 * @param present what stands in the map; empty if that is not known
 */
record LabelChange(ObjectKey object, List<String> path, LabelSet present, LabelSet added) {

    LabelChange {
        path = List.copyOf(path);
    }

    static LabelChange ofSelector(Service service, LabelSet added) {
        return new LabelChange(service.key(), List.of("spec", "selector"), service.selector(), added);
    }

    static LabelChange ofTemplate(ObjectKey workload, LabelSet present, LabelSet added) {
        var path = switch (workload.kind()) {
            case "Pod" -> List.of("metadata", "labels");
            case "CronJob" -> List.of("spec", "jobTemplate", "spec", "template", "metadata", "labels");
            default -> List.of("spec", "template", "metadata", "labels");
        };
        return new LabelChange(workload, path, present, added);
    }

    /** Whether the API server would take the labels; what files say may be anything. */
    boolean hasValidLabels() {
        return Stream.of(present, added)
                .flatMap(labels -> labels.entries().entrySet().stream())
                .allMatch(label -> Syntax.isLabelKey(label.getKey()) && Syntax.isLabelValue(label.getValue()));
    }

    /** Whether its object can be named in a command. */
    boolean hasValidName() {
        return Syntax.isName(object.name())
                && (object.namespace().isEmpty() || Syntax.isName(object.namespace()))
                && Syntax.isKind(object.kind())
                && Syntax.isApiVersion(object.apiVersion());
    }

    String group() {
        var slash = object.apiVersion().indexOf('/');
        return slash < 0 ? "" : object.apiVersion().substring(0, slash);
    }

    String version() {
        return object.apiVersion().substring(object.apiVersion().indexOf('/') + 1);
    }

    /** {@code deployment.apps/name}, as kubectl wants it. */
    String resource() {
        var kind = object.kind().toLowerCase(Locale.ROOT);
        return kind + (group().isEmpty() ? "" : "." + group()) + "/" + object.name();
    }
}
