package io.webhookisolation.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What code may do, and where it may do it (docs/architecture.md). Members are named as in {@code a.b.Type.method(a.b.Param)}. */
final class Habits {

    /** A wall clock, a random number, the process's surroundings or another thread would make equal input give other output. */
    private static final String IMPURE_MEMBERS = String.join(
            "|",
            "java\\.time\\.\\w+\\.now\\(.*",
            "java\\.time\\.(Clock|InstantSource)\\.(system|tick).*",
            "java\\.lang\\.System\\.(currentTimeMillis|nanoTime|getenv|getProperty|getProperties|exit|getLogger|out|err|in)\\b.*",
            "java\\.lang\\.Math\\.random\\(\\)",
            "java\\.util\\.UUID\\.randomUUID\\(\\)",
            "java\\.util\\.Date\\.<init>\\(\\)",
            "java\\.security\\.cert\\.X509Certificate\\.checkValidity\\(\\)",
            ".*\\.parallelStream\\(\\)");

    private static final String IMPURE_TYPES = String.join(
            "|",
            "java\\.net\\..*",
            "javax\\.(net\\..*|naming\\..*Context)",
            "java\\.nio\\.(file|channels)\\..*",
            "java\\.io\\.(File|RandomAccessFile|Console)\\w*",
            "java\\.lang\\.(Thread|Process|Runtime)\\w*",
            "java\\.util\\.(Timer|Random)\\w*",
            "java\\.util\\.(concurrent|random|logging)\\..*",
            "java\\.security\\.SecureRandom");

    private static final String CLOCKS = "java\\.time\\.\\w+\\.now\\(\\)|java\\.time\\.(Clock|InstantSource)\\.system.*"
            + "|java\\.lang\\.System\\.currentTimeMillis\\(\\)";

    private static final String CLIENT =
            "io\\.fabric8\\.kubernetes\\.client\\.(dsl\\.[\\w.$]+|\\w*KubernetesClient)\\.";

    /** {@code InOutCreateable} only asks the API server a question, for example a SelfSubjectAccessReview. */
    private static final String WRITES = "(?!.*InOutCreateable\\.)" + CLIENT
            + "(create|update|patch|edit|replace|delete|serverSideApply|scale|evict|raw|exec|rolling)\\w*\\(.*";

    private static final String READS = CLIENT
            + "((get|list|inform\\w*|runnableInformer|watch|waitUntil\\w*|isReady|require|fromServer|raw)\\(.*|getLog.*)";

    private static final String SOCKETS = "java\\.net\\.(Server|Datagram)?Socket(Channel)?|java\\.net\\.URLConnection"
            + "|java\\.net\\.http\\..*|javax\\.net\\..*(Socket\\w*|SSLContext|SSLEngine|Connection)|java\\.nio\\.channels\\.\\w*Socket\\w*";

    /** Drawers that collect whatever has no home. In Kubernetes a manager is an owner of fields: that word is ours. */
    private static final String DRAWERS =
            ".*(Utils?|Helper|(?<!\\.(Certificate|Field|Selector))Manager|Impl|Handler|Data)";

    private static final String MUTABLE =
            "java\\.util\\.(concurrent\\..*|(Array|Linked|Hash|Tree|Enum|Identity)\\w+|Date"
                    + "|Random|StringJoiner)|java\\.lang\\.(StringBuilder|StringBuffer|ThreadLocal)|\\[.*|.*\\[\\]";

    private final String base;

    Habits(String base) {
        this.base = base;
    }

    List<ArchRule> rules() {
        return Stream.of(
                        noClasses()
                                .that(resideInAnyPackage(in(Arrows.PURE)))
                                .should()
                                .accessTargetWhere(member(IMPURE_MEMBERS))
                                .orShould()
                                .dependOnClassesThat(nameMatching(IMPURE_TYPES))
                                .as("pure packages take time as an argument and know no randomness, threads or I/O"),
                        noClasses()
                                .that(resideOutsideOfPackages(in("app")))
                                .should()
                                .accessTargetWhere(member(CLOCKS))
                                .as("clocks are made in app"),
                        // Asking what we may do is the create of a review, which leaves nothing behind.
                        noClasses()
                                .that(resideOutsideOfPackages(in("apply", "report")))
                                .and()
                                .doNotHaveFullyQualifiedName(base + ".app.Permissions")
                                .should()
                                .accessTargetWhere(member(WRITES))
                                .as("only apply and report write to the cluster"),
                        // Without the policy's definition there is nothing to observe: a start-up check of its own.
                        noClasses()
                                .that(resideOutsideOfPackages(in("observe")))
                                .and()
                                .doNotHaveFullyQualifiedName(base + ".app.ClusterPrerequisites")
                                .should()
                                .accessTargetWhere(member(READS))
                                .as("only observe reads the cluster"),
                        noClasses()
                                .that(resideOutsideOfPackages(in("probe")))
                                .should()
                                .dependOnClassesThat(nameMatching(SOCKETS))
                                .as("only probe opens sockets"),
                        noClasses()
                                .should()
                                .haveNameMatching(DRAWERS)
                                .as("no class is named Util, Helper, Manager, Impl, Handler or Data"),
                        fields().that().areStatic().should(beConstant()).as("no static mutable field"))
                .map(rule -> rule.allowEmptyShould(true))
                .toList();
    }

    private String[] in(String... packages) {
        return in(List.of(packages));
    }

    private String[] in(List<String> packages) {
        return packages.stream().map(own -> base + "." + own + "..").toArray(String[]::new);
    }

    private static DescribedPredicate<JavaAccess<?>> member(String expression) {
        var pattern = Pattern.compile(expression);
        return describe(
                "it matches " + expression,
                access -> pattern.matcher(access.getTarget().getFullName()).matches());
    }

    private static ArchCondition<JavaField> beConstant() {
        return new ArchCondition<>("be final, of a type that cannot change") {
            @Override
            public void check(JavaField field, ConditionEvents events) {
                var constant = field.getModifiers().contains(JavaModifier.FINAL)
                        && !field.getRawType().getName().matches(MUTABLE);
                var compilers = field.getModifiers().contains(JavaModifier.SYNTHETIC);
                events.add(new SimpleConditionEvent(field, constant || compilers, field.getFullName()));
            }
        };
    }
}
