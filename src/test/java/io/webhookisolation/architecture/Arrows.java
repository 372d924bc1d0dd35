package io.webhookisolation.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Which package may know which (docs/architecture.md).
 *
 * <p>The rules are made for a base package, so that they can be held against the product and against code that breaks
 * them on purpose.
 */
final class Arrows {

    /** What each package may know of the others; whatever is not here knows everything, that is {@code app}. */
    private static final Map<String, Set<String>> ALLOWED = Map.ofEntries(
            Map.entry("model", Set.of()),
            Map.entry("x509", Set.of("model")),
            Map.entry("ownership", Set.of("model", "x509")),
            Map.entry("isolation", Set.of("model", "x509", "ownership")),
            Map.entry("plan", Set.of("model", "x509", "ownership", "isolation")),
            Map.entry("certificate", Set.of("model", "x509")),
            Map.entry("trust", Set.of("model", "x509", "certificate")),
            Map.entry("rotation", Set.of("model", "x509", "certificate", "trust")),
            Map.entry("suggest", Set.of("model")),
            Map.entry("api", Set.of()),
            Map.entry("convert", Set.of("model", "x509", "api")),
            Map.entry("manifest", Set.of("model", "api", "convert")),
            Map.entry("probe", Set.of("model", "x509")),
            Map.entry("pki", Set.of("model", "x509")),
            Map.entry("certify", Set.of("model", "x509", "ownership", "certificate", "trust", "rotation", "pki")),
            Map.entry("observe", Set.of("model", "api", "convert", "probe")),
            Map.entry("apply", Set.of("model", "convert")),
            Map.entry("report", Set.of("model", "suggest", "api", "convert")),
            Map.entry("format", Set.of("model", "suggest")),
            Map.entry(
                    "reconcile",
                    Set.of(
                            "model",
                            "x509",
                            "ownership",
                            "isolation",
                            "plan",
                            "certificate",
                            "rotation",
                            "certify",
                            "pki",
                            "api",
                            "convert",
                            "probe",
                            "observe",
                            "apply",
                            "report")));

    static final List<String> PURE =
            List.of("model", "x509", "ownership", "isolation", "plan", "certificate", "trust", "rotation", "suggest");

    private final String base;

    Arrows(String base) {
        this.base = base;
    }

    List<ArchRule> rules() {
        var rules = new ArrayList<ArchRule>();
        new TreeMap<>(ALLOWED).forEach((own, known) -> rules.add(knowsOnly(own, known)));
        PURE.forEach(own -> rules.add(usesOnlyTheJdk(own)));
        rules.add(stopsAt(
                "io.fabric8..", "api", "convert", "manifest", "observe", "apply", "report", "reconcile", "app"));
        rules.add(stopsAt("io.javaoperatorsdk..", "reconcile", "report", "app"));
        rules.add(stopsAt("picocli..", "app"));
        rules.add(stopsAt("org.bouncycastle..", "pki"));
        rules.add(noCycles());
        return List.copyOf(rules);
    }

    private ArchRule knowsOnly(String own, Set<String> known) {
        var allowed =
                Stream.concat(Stream.of(own), known.stream()).map(this::in).toArray(String[]::new);
        return noClasses()
                .that(resideInAPackage(in(own)))
                .should()
                .dependOnClassesThat(resideInAPackage(base + "..").and(resideOutsideOfPackages(allowed)))
                .allowEmptyShould(true)
                .as(
                        known.isEmpty()
                                ? own + " knows no other package of ours"
                                : own + " knows no package of ours but "
                                        + String.join(
                                                ", ", known.stream().sorted().toList()));
    }

    private ArchRule usesOnlyTheJdk(String own) {
        return classes()
                .that(resideInAPackage(in(own)))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(base + "..", "java..", "javax..", "org.jspecify.."))
                .allowEmptyShould(true)
                .as(own + " uses the JDK and no library");
    }

    private ArchRule stopsAt(String library, String... edges) {
        var allowed = Stream.of(edges).map(this::in).toArray(String[]::new);
        return noClasses()
                .that(resideOutsideOfPackages(allowed))
                .should()
                .dependOnClassesThat(resideInAPackage(library))
                .allowEmptyShould(true)
                .as(library + " stops at " + String.join(", ", edges));
    }

    private ArchRule noCycles() {
        return SlicesRuleDefinition.slices()
                .matching(base + ".(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .as("no package cycles");
    }

    private String in(String own) {
        return base + "." + own + "..";
    }
}
