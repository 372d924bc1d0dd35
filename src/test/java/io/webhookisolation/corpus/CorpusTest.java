package io.webhookisolation.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.webhookisolation.isolation.IsolationAnalysis;
import io.webhookisolation.model.Analysis;
import io.webhookisolation.model.Finding;
import io.webhookisolation.model.FindingCode;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.Policy;
import io.webhookisolation.model.RepairKind;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.ServiceVerdict;
import io.webhookisolation.model.Severity;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.model.Workload;
import io.webhookisolation.model.WorkloadVerdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The verdicts on real manifests agree with those of an independent program, in whatever shape they are handed over. */
class CorpusTest {

    /** How the same objects are handed over; less and less says what belongs together. */
    enum Shape {
        FILES,
        ONE_OBJECT_PER_FILE_IN_FOLDERS,
        ONE_OBJECT_PER_FILE_IN_ONE_FOLDER,
        STREAM,
        STREAM_WITHOUT_NAMESPACES
    }

    @TempDir
    private Path folder;

    @BeforeEach
    void needsTheCorpus() {
        assumeTrue(Corpus.isThere(), "no ../shared/corpus beside the project: real manifests are left out");
    }

    @ParameterizedTest
    @EnumSource
    void findsOwnersAndForeignWorkloadsOfEveryService(Shape shape) throws Exception {
        var corpus = Corpus.read();

        var analysis = analyse(snapshot(corpus, shape));

        var soft = new SoftAssertions();
        for (var expected : corpus.services()) {
            var verdict = verdict(analysis, expected);
            Function<SortedSet<String>, SortedSet<String>> known =
                    shape == Shape.FILES ? names -> names : CorpusTest::withoutFiles;
            soft.assertThat(known.apply(names(verdict.owners())))
                    .as("owners of %s", expected.service())
                    .isEqualTo(known.apply(expected.owners()));
            soft.assertThat(known.apply(names(verdict.foreign())))
                    .as("foreign to %s", expected.service())
                    .isEqualTo(known.apply(expected.foreign()));
            soft.assertThat(verdict.serviceClass().isOverlap())
                    .as("overlap of %s", expected.service())
                    .isEqualTo(expected.overlap());
        }
        soft.assertAll();
        assertThat(analysis.services()).hasSameSizeAs(corpus.services());
        System.out.println(shape + ": " + figures(analysis, corpus));
    }

    @ParameterizedTest
    @EnumSource
    void proposesLabelsThatKeepOwnersAndExcludeAllOthers(Shape shape) throws Exception {
        var corpus = Corpus.read();
        var snapshot = snapshot(corpus, shape);
        var labels = snapshot.workloads().stream()
                .collect(Collectors.toMap(
                        Workload::key, workload -> workload.template().labels()));

        var analysis = analyse(snapshot);

        for (var expected : corpus.services()) {
            var verdict = verdict(analysis, expected);
            var narrowed = verdict.service()
                    .orElseThrow()
                    .selector()
                    .plus(verdict.repair().addLabels());
            assertThat(verdict.repair().kind()).as(expected.service()).isEqualTo(kind(expected));
            assertThat(verdict.owners())
                    .allSatisfy(owner -> assertThat(narrowed.selects(
                                    repaired(labels.getOrDefault(owner.workload(), LabelSet.EMPTY), owner, verdict)))
                            .isTrue());
            assertThat(verdict.foreign())
                    .allSatisfy(foreign -> assertThat(
                                    narrowed.selects(labels.getOrDefault(foreign.workload(), LabelSet.EMPTY)))
                            .isFalse());
        }
    }

    private static LabelSet repaired(LabelSet labels, WorkloadVerdict owner, ServiceVerdict verdict) {
        return labels.plus(
                verdict.repair().templateLabels().getOrDefault(owner.workload().kindAndName(), LabelSet.EMPTY));
    }

    @Test
    void everyErrorIsKnownAndHasAReason() throws Exception {
        var known = knownErrors();

        var errors = analyse(Corpus.read().asFiles()).findings().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .map(CorpusTest::title)
                .sorted()
                .toList();

        assertThat(errors)
                .containsExactlyElementsOf(known.keySet().stream().sorted().toList());
        assertThat(known.values()).allSatisfy(reason -> assertThat(reason).isNotBlank());
    }

    @Test
    void tenServicesThatAreNoWebhooksAreBroadInTheSameWay() throws Exception {
        var broad = analyse(Corpus.read().asFiles()).findings().stream()
                .filter(finding -> finding.code() == FindingCode.WI105)
                .toList();

        assertThat(broad)
                .hasSize(10)
                .allSatisfy(finding -> assertThat(finding.message())
                        .contains("control-plane=controller-manager")
                        .contains("and 16 more"));
    }

    @Test
    void aNameThatTwoFilesClaimAppearsTwice() throws Exception {
        var analysis = analyse(Corpus.read().asFiles());

        assertThat(analysis.services())
                .filteredOn(verdict -> verdict.reference().name().equals("metallb-webhook-service"))
                .extracting(verdict -> Path.of(
                                verdict.service().orElseThrow().key().source().file())
                        .getFileName()
                        .toString())
                .containsExactly("metallb-chart-0.13.2-broad.yaml", "metallb-operator.yaml");
    }

    private Snapshot snapshot(Corpus corpus, Shape shape) throws Exception {
        return switch (shape) {
            case FILES -> corpus.asFiles();
            case ONE_OBJECT_PER_FILE_IN_FOLDERS -> corpus.asFolders(folder);
            case ONE_OBJECT_PER_FILE_IN_ONE_FOLDER -> corpus.asOneFolder(folder);
            case STREAM -> corpus.asStream();
            case STREAM_WITHOUT_NAMESPACES -> Anonymous.of(corpus.asStream());
        };
    }

    private static Analysis analyse(Snapshot snapshot) {
        return IsolationAnalysis.analyse(snapshot, Policy.DEFAULT_LABEL_KEYS, Instant.EPOCH);
    }

    private static ServiceVerdict verdict(Analysis analysis, Corpus.Expected expected) {
        var found = analysis.services().stream()
                .filter(verdict -> verdict.reference().name().equals(expected.service()))
                .filter(verdict ->
                        verdict.service().map(Service::selector).stream().anyMatch(expected.selector()::equals))
                .toList();
        assertThat(found).as(expected.service()).hasSize(1);
        return found.getFirst();
    }

    private static RepairKind kind(Corpus.Expected expected) {
        if (!expected.overlap()) {
            return RepairKind.NONE;
        }
        return expected.needsTemplateLabel() ? RepairKind.LABEL_THEN_NARROW : RepairKind.NARROW_SELECTOR;
    }

    private static SortedSet<String> names(List<WorkloadVerdict> workloads) {
        return workloads.stream()
                .map(WorkloadVerdict::workload)
                .map(key -> Path.of(key.source().file()).getFileName() + " " + key.kindAndName())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static SortedSet<String> withoutFiles(SortedSet<String> names) {
        return names.stream()
                .map(name -> name.substring(name.indexOf(' ') + 1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String title(Finding finding) {
        return finding.code() + " " + finding.object().kindAndName();
    }

    /** Lines {@code WI101 Service/name: reason}. */
    private static Map<String, String> knownErrors() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/corpus/known-errors.txt")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split(": ", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    }

    private static String figures(Analysis analysis, Corpus corpus) {
        var broad = corpus.services().stream().filter(Corpus.Expected::overlap).toList();
        var found = broad.stream()
                .filter(expected -> verdict(analysis, expected).serviceClass().isOverlap())
                .count();
        var proposals = broad.stream()
                .filter(expected -> switch (verdict(analysis, expected).repair().kind()) {
                    case NARROW_SELECTOR, LABEL_THEN_NARROW -> true;
                    case SEPARATE_NAMESPACES, NONE -> false;
                })
                .count();
        var claimed = analysis.services().stream()
                .mapToInt(verdict -> verdict.owners().size())
                .sum();
        var right = corpus.services().stream()
                .mapToLong(expected -> withoutFiles(
                                names(verdict(analysis, expected).owners()))
                        .stream()
                        .filter(withoutFiles(expected.owners())::contains)
                        .count())
                .sum();
        var wanted = corpus.services().stream()
                .mapToInt(expected -> expected.owners().size())
                .sum();
        return "broad Services found %d/%d, owner precision %d/%d, owner recall %d/%d, proposals %d/%d"
                .formatted(found, broad.size(), right, claimed, right, wanted, proposals, broad.size());
    }
}
