package io.webhookisolation.suggest;

import io.webhookisolation.model.Service;
import io.webhookisolation.model.ServiceVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is to be changed for one Service, or for all those of one installation.
 *
 * @param name of the installation or the Service; names files
 * @param templates of Pod templates, which come first; without repetitions
 * @param selectors of Services, at least one
 */
record Work(
        String namespace,
        String name,
        List<Service> services,
        List<LabelChange> templates,
        List<LabelChange> selectors) {

    Work {
        services = List.copyOf(services);
        templates = templates.stream().distinct().toList();
        selectors = List.copyOf(selectors);
    }

    static Work of(ServiceVerdict verdict, Service service, List<LabelChange> templates) {
        return new Work(
                service.key().namespace(),
                service.key().name(),
                List.of(service),
                templates,
                List.of(LabelChange.ofSelector(service, verdict.repair().addLabels())));
    }

    /** Both, under this name. */
    Work and(Work other) {
        return new Work(
                namespace,
                name,
                concat(services, other.services),
                concat(templates, other.templates),
                concat(selectors, other.selectors));
    }

    Work named(String other) {
        return new Work(namespace, other, services, templates, selectors);
    }

    List<LabelChange> all() {
        return concat(templates, selectors);
    }

    /** The steps to be taken one after the other: each is to be live before the next. */
    List<Step> steps() {
        if (templates.isEmpty()) {
            return List.of(new Step("", selectors, selectors, ""));
        }
        var steps = new ArrayList<Step>();
        steps.add(new Step("label", templates, templates, "first"));
        steps.add(new Step(
                "narrow", selectors, all(), "once every Pod of the owners carries the new label, and not before"));
        return steps;
    }

    /**
     * One step.
     *
     * @param name empty where there is only one
     * @param changes those of this step
     * @param standing those of this step and all before it, for whoever renders everything anew each time
     * @param when empty, or the condition, to go before an instruction
     */
    record Step(String name, List<LabelChange> changes, List<LabelChange> standing, String when) {

        String instruction(String text) {
            return when.isEmpty() ? text : when + ": " + text;
        }
    }

    private static <T> List<T> concat(List<T> left, List<T> right) {
        return Stream.concat(left.stream(), right.stream()).toList();
    }
}
