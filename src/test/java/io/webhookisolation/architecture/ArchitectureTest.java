package io.webhookisolation.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {

    private static final String PRODUCT = "io.webhookisolation";

    private static final String VIOLATIONS = "io.webhookisolation.architecture.violations";

    private static final JavaClasses PRODUCT_CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(PRODUCT);

    private static final JavaClasses VIOLATING_CLASSES = new ClassFileImporter().importPackages(VIOLATIONS);

    static List<ArchRule> rulesForTheProduct() {
        return rules(PRODUCT);
    }

    static List<ArchRule> rulesForTheViolations() {
        return rules(VIOLATIONS);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rulesForTheProduct")
    void the_product_keeps_the_rule(ArchRule rule) {
        rule.check(PRODUCT_CLASSES);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rulesForTheViolations")
    void the_rule_finds_code_that_breaks_it(ArchRule rule) {
        assertThat(rule.evaluate(VIOLATING_CLASSES).hasViolation()).isTrue();
    }

    @Test
    void each_kind_of_impurity_is_found() {
        // when
        var report = broken("pure packages");

        // then
        assertThat(report)
                .contains(
                        "Instant.now()",
                        "Clock.systemUTC()",
                        "System.nanoTime()",
                        "UUID.randomUUID()",
                        "Date.<init>()",
                        "java.util.Random",
                        "java.net.URI",
                        "java.nio.file.Path",
                        "java.util.concurrent",
                        "java.lang.Thread",
                        "SecureRandom");
    }

    @Test
    void writing_reading_and_method_references_are_told_apart() {
        // when
        var writes = broken("only apply and report write");
        var reads = broken("only observe reads");

        // then
        assertThat(writes).contains("delete()", "serverSideApply()").doesNotContain("list()", "InOutCreateable");
        assertThat(reads).contains("list()", "inform(").doesNotContain("delete()");
    }

    @Test
    void each_form_of_static_state_is_found_and_constants_are_not() {
        // when
        var report = broken("no static mutable");

        // then
        assertThat(report)
                .contains("State.counter", "State.CACHE", "State.ARRAY")
                .doesNotContain("State.NAMES");
    }

    private static String broken(String description) {
        var rule = rules(VIOLATIONS).stream()
                .filter(candidate -> candidate.getDescription().startsWith(description))
                .findFirst()
                .orElseThrow();
        return rule.evaluate(VIOLATING_CLASSES).getFailureReport().toString();
    }

    private static List<ArchRule> rules(String base) {
        return Stream.concat(new Arrows(base).rules().stream(), new Habits(base).rules().stream())
                .toList();
    }
}
