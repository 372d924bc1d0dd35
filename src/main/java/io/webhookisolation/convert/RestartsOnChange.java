package io.webhookisolation.convert;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.webhookisolation.model.RestartOnChange;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Recognises who replaces a workload's Pods when a Secret changes: Reloader (docs.stakater.com/reloader, Annotation
 * Reference) and Wave (github.com/wave-k8s/wave).
 */
final class RestartsOnChange {

    private static final String RELOADER = "reloader.stakater.com/";
    private static final String SECRET_RELOADER = "secret." + RELOADER;
    private static final String WAVE = "wave.pusher.com/update-on-config-change";

    /** What Reloader leaves in a container, also where it was told to look after every workload; dashes and dots became underscores. */
    private static final Pattern RELOADED = Pattern.compile("STAKATER_([A-Z0-9_]+)_SECRET");

    private RestartsOnChange() {}

    static RestartOnChange of(HasMetadata workload, @Nullable PodTemplateSpec template) {
        var marks = marks(workload, template);
        if (isOn(marks, WAVE)) {
            return new RestartOnChange("Wave", true, new TreeSet<>());
        }
        var any = isOn(marks, RELOADER + "auto")
                || isOn(marks, SECRET_RELOADER + "auto")
                || isOn(marks, RELOADER + "search");
        var secrets = secrets(marks, template);
        return any || !secrets.isEmpty() ? new RestartOnChange("Reloader", any, secrets) : RestartOnChange.NONE;
    }

    /** Reloader looks at the workload first, and at its Pod template if it finds nothing there. */
    private static Map<String, String> marks(HasMetadata workload, @Nullable PodTemplateSpec template) {
        var marks = new HashMap<String, String>();
        if (template != null && template.getMetadata() != null) {
            marks.putAll(OrEmpty.map(template.getMetadata().getAnnotations()));
        }
        marks.putAll(Metadata.of(workload).annotations());
        return marks;
    }

    /** As Go's strconv.ParseBool, by which Reloader reads it. */
    private static boolean isOn(Map<String, String> marks, String name) {
        return marks.getOrDefault(name, "").matches("1|t|T|TRUE|true|True");
    }

    private static SortedSet<String> secrets(Map<String, String> marks, @Nullable PodTemplateSpec template) {
        var named = Arrays.stream(
                        marks.getOrDefault(SECRET_RELOADER + "reload", "").split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty());
        var isLeftAlone = "false".equals(marks.get(RELOADER + "auto"));
        return Stream.concat(named, isLeftAlone ? Stream.empty() : reloaded(template))
                .collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
    }

    private static Stream<String> reloaded(@Nullable PodTemplateSpec template) {
        return containers(template)
                .flatMap(container -> OrEmpty.list(container.getEnv()).stream())
                .map(variable -> RELOADED.matcher(OrEmpty.text(variable.getName())))
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1).toLowerCase(Locale.ROOT).replace('_', '.'));
    }

    private static Stream<Container> containers(@Nullable PodTemplateSpec template) {
        return template == null || template.getSpec() == null
                ? Stream.empty()
                : OrEmpty.list(template.getSpec().getContainers()).stream();
    }
}
