package io.webhookisolation.convert;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.apps.RollingUpdateDeployment;
import io.webhookisolation.model.TemplateControl;
import io.webhookisolation.model.TemplateRecord;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads who else writes a Deployment's Pod template, and how it rolls out. */
final class TemplateControls {

    private static final Pattern PERCENT = Pattern.compile("([0-9]{1,9})%");

    private TemplateControls() {}

    static TemplateControl of(Deployment deployment) {
        var meta = Metadata.of(deployment);
        var spec = deployment.getSpec() == null ? new DeploymentSpec() : deployment.getSpec();
        var annotation = meta.annotation(AppliedAnnotation.NAME);
        return new TemplateControl(
                meta.resourceVersion(),
                ManagerRecognition.of(meta),
                hazard(spec),
                readinessPorts(spec, container -> true),
                readinessPorts(spec, TemplateControls::lingers),
                RestartsOnChange.of(deployment, spec.getTemplate()),
                !meta.annotations().isEmpty(),
                annotation.isEmpty() ? Optional.<TemplateRecord>empty() : AppliedAnnotation.readTemplate(annotation),
                meta.managedFields().stream().anyMatch(entry -> FieldManager.NAME.equals(entry.getManager())),
                meta.terminating());
    }

    private static String hazard(DeploymentSpec spec) {
        if (OrEmpty.flag(spec.getPaused())) {
            return "it is paused";
        }
        var type = spec.getStrategy() == null
                ? "RollingUpdate"
                : OrEmpty.text(spec.getStrategy().getType(), "RollingUpdate");
        if (!type.equals("RollingUpdate")) {
            return "its strategy is " + type;
        }
        var replicas = OrEmpty.number(spec.getReplicas(), 1);
        var unavailable = unavailable(
                spec.getStrategy() == null ? null : spec.getStrategy().getRollingUpdate(), replicas);
        return unavailable == 0 ? "" : unavailable + " of " + replicas + " Pods may be unavailable meanwhile";
    }

    /** As the Deployment controller resolves it: down, a quarter by default, but one if the surge is none too. */
    private static int unavailable(@Nullable RollingUpdateDeployment limits, int replicas) {
        var unavailable = resolved(limits == null ? null : limits.getMaxUnavailable(), replicas, false);
        var surge = resolved(limits == null ? null : limits.getMaxSurge(), replicas, true);
        return unavailable == 0 && surge == 0 ? 1 : unavailable;
    }

    private static int resolved(@Nullable IntOrString limit, int replicas, boolean up) {
        var written = limit == null || limit.getValue() == null
                ? "25%"
                : limit.getValue().toString();
        var percent = PERCENT.matcher(written);
        if (percent.matches()) {
            var exact = Long.parseLong(percent.group(1)) * replicas;
            return Math.clamp(up ? Math.ceilDiv(exact, 100) : exact / 100, 0, Integer.MAX_VALUE);
        }
        return Integer.parseInt(written);
    }

    private static SortedSet<String> readinessPorts(DeploymentSpec spec, Predicate<Container> which) {
        var template = spec.getTemplate();
        return template == null || template.getSpec() == null
                ? new TreeSet<>()
                : OrEmpty.list(template.getSpec().getContainers()).stream()
                        .filter(which)
                        .map(Container::getReadinessProbe)
                        .flatMap(TemplateControls::ports)
                        .collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
    }

    /** It is told to end only after its {@code preStop} hook has run (Kubernetes documentation, Container Lifecycle Hooks). */
    private static boolean lingers(Container container) {
        var hook = container.getLifecycle() == null
                ? null
                : container.getLifecycle().getPreStop();
        return hook != null
                && (hook.getExec() != null
                        || hook.getHttpGet() != null
                        || (hook.getSleep() != null
                                && hook.getSleep().getSeconds() != null
                                && hook.getSleep().getSeconds() > 0));
    }

    private static Stream<String> ports(@Nullable Probe probe) {
        if (probe == null) {
            return Stream.empty();
        }
        var http = probe.getHttpGet() == null ? null : probe.getHttpGet().getPort();
        var tcp = probe.getTcpSocket() == null ? null : probe.getTcpSocket().getPort();
        return Stream.of(Optional.ofNullable(http), Optional.ofNullable(tcp))
                .flatMap(Optional::stream)
                .flatMap(port -> Optional.ofNullable(port.getValue()).stream())
                .map(Object::toString);
    }
}
