package io.webhookisolation.cluster;

import io.webhookisolation.cluster.real.OnRealPlane;
import io.webhookisolation.cluster.real.PlaneBinaries;
import io.webhookisolation.cluster.real.PrometheusBinaries;
import io.webhookisolation.cluster.real.ToolBinaries;
import io.webhookisolation.cluster.real.WithPrometheus;
import io.webhookisolation.cluster.real.WithTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.platform.commons.support.AnnotationSupport;

/** What a build says where the real control plane, the tools or Prometheus are not here; nothing where they are. */
final class MissingPlane {

    private static final String RULE = "=".repeat(100);
    private static final String REQUIRED = "This build requires what is not here: ";

    private MissingPlane() {}

    /**
     * Sentences, for a build that then fails; or for one that ends, the suites that it went without.
     *
     * @param arguments the folder of the test classes, where those suites are
     */
    public static void main(String[] arguments) throws IOException {
        var planeIsHere = PlaneBinaries.find().isPresent();
        var prometheusIsHere = PrometheusBinaries.find().isPresent();
        if (arguments.length == 0) {
            System.out.print(planeIsHere ? "" : REQUIRED + PlaneBinaries.missing() + "\n");
            System.out.print(prometheusIsHere ? "" : REQUIRED + PrometheusBinaries.missing());
            return;
        }
        var testClasses = Path.of(arguments[0]);
        if (!planeIsHere) {
            tell("NOT RUN ON A REAL CONTROL PLANE, which is not here:", suites(testClasses, MissingPlane::needsPlane));
            System.out.println(PlaneBinaries.missing());
        }
        if (ToolBinaries.find().isEmpty()) {
            tell("NOT RUN WITH KUBECTL AND HELM, which are not here:", suites(testClasses, MissingPlane::needsTools));
            System.out.println(ToolBinaries.missing());
        }
        if (!prometheusIsHere) {
            tell("NOT RUN WITH PROMETHEUS, which is not here:", suites(testClasses, MissingPlane::needsPrometheus));
            System.out.println(PrometheusBinaries.missing());
        }
    }

    private static void tell(String title, List<String> suites) {
        System.out.println(RULE);
        System.out.println(title);
        suites.forEach(suite -> System.out.println("  " + suite));
    }

    private static List<String> suites(Path testClasses, Predicate<Class<?>> wanted) throws IOException {
        try (var files = Files.walk(testClasses)) {
            return files.map(file -> testClasses.relativize(file).toString())
                    .filter(file -> file.matches(".*(Test|IT)\\.class"))
                    .map(file -> file.replaceAll("\\.class$", "").replace('/', '.'))
                    .filter(name -> wanted.test(type(name)))
                    .sorted()
                    .toList();
        }
    }

    private static boolean needsPlane(Class<?> type) {
        return AnnotationSupport.isAnnotated(type, OnControlPlane.class)
                || AnnotationSupport.isAnnotated(type, OnRealPlane.class);
    }

    private static boolean needsTools(Class<?> type) {
        return AnnotationSupport.isAnnotated(type, WithTools.class);
    }

    private static boolean needsPrometheus(Class<?> type) {
        return AnnotationSupport.isAnnotated(type, WithPrometheus.class);
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name, false, MissingPlane.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
