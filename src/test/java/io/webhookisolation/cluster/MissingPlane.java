package io.webhookisolation.cluster;

import io.webhookisolation.cluster.real.OnRealPlane;
import io.webhookisolation.cluster.real.PlaneBinaries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.platform.commons.support.AnnotationSupport;

/** What a build says where the real control plane is not here; nothing where it is. */
final class MissingPlane {

    private static final String RULE = "=".repeat(100);

    private MissingPlane() {}

    /**
     * One sentence, for a build that then fails; or for one that ends, the suites that it went without.
     *
     * @param arguments the folder of the test classes, where those suites are
     */
    public static void main(String[] arguments) throws IOException {
        if (PlaneBinaries.find().isPresent()) {
            return;
        }
        if (arguments.length == 0) {
            System.out.print("This build requires the control plane: " + PlaneBinaries.missing());
            return;
        }
        System.out.println(RULE);
        System.out.println("NOT RUN ON A REAL CONTROL PLANE, which is not here:");
        suites(Path.of(arguments[0])).forEach(suite -> System.out.println("  " + suite));
        System.out.println(PlaneBinaries.missing());
        System.out.println(RULE);
    }

    private static List<String> suites(Path testClasses) throws IOException {
        try (var files = Files.walk(testClasses)) {
            return files.map(file -> testClasses.relativize(file).toString())
                    .filter(file -> file.matches(".*(Test|IT)\\.class"))
                    .map(file -> file.replaceAll("\\.class$", "").replace('/', '.'))
                    .filter(MissingPlane::needsPlane)
                    .sorted()
                    .toList();
        }
    }

    private static boolean needsPlane(String name) {
        try {
            var type = Class.forName(name, false, MissingPlane.class.getClassLoader());
            return AnnotationSupport.isAnnotated(type, OnControlPlane.class)
                    || AnnotationSupport.isAnnotated(type, OnRealPlane.class);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
