package io.webhookisolation.isolation;

import static java.util.function.Predicate.not;

import io.webhookisolation.model.DeniedLabels;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.Policy;
import io.webhookisolation.model.Service;
import io.webhookisolation.ownership.Unit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A new label for owners' Pod templates, for when none that they have tells them from the others.
 *
 * <p>The key is one that no owner carries, so nothing is changed and the immutable {@code matchLabels} stay as they are
 * (kubernetes-sigs/kueue#1685); no other workload may carry the label, and no other Service may begin to match.
 */
final class TemplateLabel {

    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
    private static final String PART_OF = "app.kubernetes.io/part-of";

    /** What scaffolds append to the name of a component; the longest that fits is cut off. */
    private static final List<String> SUFFIXES =
            List.of("-webhook-service", "-controller-manager", "-webhook", "-service", "-manager");

    private final List<String> labelKeys;
    private final List<Service> services;

    /**
     * Prepares the choice for one namespace.
     *
     * @param services all of the namespace
     */
    TemplateLabel(List<String> labelKeys, List<Service> services) {
        this.labelKeys = Stream.of(labelKeys, Policy.DEFAULT_LABEL_KEYS, List.of(PART_OF))
                .flatMap(List::stream)
                .distinct()
                .toList();
        this.services = List.copyOf(services);
    }

    /** A label of ours that is on its way to the owners' Pods is chosen again until they all carry it. */
    Optional<LabelSet> choose(Service service, List<Unit> owners, List<Unit> others) {
        return Stream.concat(underway(owners), fresh(service, owners))
                .filter(label -> others.stream()
                        .flatMap(other -> other.labels().stream())
                        .noneMatch(labels -> labels.containsAll(label)))
                .filter(label -> owners.stream().noneMatch(owner -> gainsService(owner, label)))
                .findFirst();
    }

    private static Stream<LabelSet> underway(List<Unit> owners) {
        return owners.stream()
                .map(owner -> owner.control().added())
                .filter(not(LabelSet::isEmpty))
                .distinct()
                .filter(label -> owners.stream()
                        .allMatch(
                                owner -> owner.template().labels().containsAll(label) || isNew(label, List.of(owner))));
    }

    private Stream<LabelSet> fresh(Service service, List<Unit> owners) {
        return labelKeys.stream()
                .flatMap(key -> values(service, owners)
                        .filter(value -> !DeniedLabels.contains(key, value))
                        .map(value -> LabelSet.of(key, value)))
                .filter(label -> isNew(label, owners));
    }

    /** The name of the one owner, else that of the Service, which is unique, without what scaffolds append. */
    private static Stream<String> values(Service service, List<Unit> owners) {
        var owner = owners.size() == 1 ? base(owners.getFirst().key().name()) : "";
        return Stream.of(owner, base(service.key().name()), service.key().name())
                .filter(value -> VALUE.matcher(value).matches())
                .distinct();
    }

    private static String base(String name) {
        return SUFFIXES.stream()
                .filter(suffix -> name.endsWith(suffix) && name.length() > suffix.length())
                .findFirst()
                .map(suffix -> name.substring(0, name.length() - suffix.length()))
                .orElse(name);
    }

    private static boolean isNew(LabelSet label, List<Unit> owners) {
        var key = label.entries().firstKey();
        return owners.stream()
                .flatMap(owner -> Stream.concat(Stream.of(owner.matchLabels()), owner.labels().stream()))
                .noneMatch(labels -> labels.value(key).isPresent());
    }

    private boolean gainsService(Unit owner, LabelSet label) {
        var before = owner.template().labels();
        var after = before.plus(label);
        return services.stream()
                .map(Service::selector)
                .anyMatch(selector -> selector.selects(after) && !selector.selects(before));
    }
}
