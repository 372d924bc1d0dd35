package io.webhookisolation.isolation;

import static io.webhookisolation.isolation.Chosen.repair;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.model.Given;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.RepairKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which label is taken where several would part the owners from all others. */
class PreferredLabelsTest {

    private static final String NAME = "app.kubernetes.io/name";
    private static final String INSTANCE = "app.kubernetes.io/instance";
    private static final String COMPONENT = "app.kubernetes.io/component";

    @Test
    void aLabelThatTheOwnersAloneSelectByIsMoreStableThanOneOfTheTemplate() {
        var repair = repair(Given.manifests()
                .deployment("own", draft -> draft.label(NAME, "own").matchLabel("vendor/key", "own"))
                .deployment("other"));

        assertThat(repair.addLabels()).isEqualTo(LabelSet.of("vendor/key", "own"));
    }

    @Test
    void aLabelOfTheTemplateIsOfTheSecondRank() {
        var repair = repair(Given.manifests()
                .deployment("own", draft -> draft.label(NAME, "own"))
                .deployment("other"));

        assertThat(repair.addLabels()).isEqualTo(LabelSet.of(NAME, "own"));
        assertThat(repair.stability()).isEqualTo(2);
    }

    @Test
    void ofEquallyStableLabelsThePreferredOneIsTaken() {
        var given = Given.manifests()
                .deployment(
                        "own",
                        draft -> draft.label("zone", "own")
                                .label("name", "own")
                                .label("k8s-app", "own")
                                .label("app", "own")
                                .label("app.kubernetes.io/part-of", "own")
                                .label(COMPONENT, "own")
                                .label(INSTANCE, "own"))
                .deployment("other");

        assertThat(repair(given).addLabels()).isEqualTo(LabelSet.of(INSTANCE, "own"));
        assertThat(repair(given, List.of(COMPONENT)).addLabels()).isEqualTo(LabelSet.of(COMPONENT, "own"));
        assertThat(repair(given, List.of("zone")).addLabels()).isEqualTo(LabelSet.of("zone", "own"));
        assertThat(repair(given, List.of()).addLabels()).isEqualTo(LabelSet.of("app.kubernetes.io/part-of", "own"));
    }

    @Test
    void commonKeysComeBeforeVendorsAndThoseInAlphabeticalOrder() {
        var common = Given.manifests()
                .deployment(
                        "own",
                        draft -> draft.label("name", "own")
                                .label("k8s-app", "own")
                                .label("app", "own")
                                .label("a-vendor", "own"))
                .deployment("other");
        var vendors = Given.manifests()
                .deployment("own", draft -> draft.label("b", "own").label("a", "own"))
                .deployment("other");

        assertThat(repair(common).addLabels()).isEqualTo(LabelSet.of("app", "own"));
        assertThat(repair(vendors).addLabels()).isEqualTo(LabelSet.of("a", "own"));
    }

    @Test
    void ofSeveralPairsTheOneWithTheMostStableWorstLabelIsTaken() {
        var repair = repair(Given.manifests()
                .deployment(
                        "own",
                        draft -> draft.label(NAME, "1")
                                .label(INSTANCE, "1")
                                .matchLabel("x", "1")
                                .matchLabel("y", "1"))
                .deployment("other-1", draft -> draft.label(NAME, "1").label("x", "1"))
                .deployment("other-2", draft -> draft.label(INSTANCE, "1").label("y", "1")));

        assertThat(repair.addLabels()).isEqualTo(LabelSet.of(Map.of("x", "1", "y", "1")));
    }

    @Test
    void aLabelThatOnlyOneOwnerSelectsByIsNotOfTheFirstRank() {
        var repair = repair(Given.manifests()
                .deployment("own-blue", draft -> draft.matchLabel(NAME, "own"))
                .deployment("own-green", draft -> draft.label(NAME, "own"))
                .deployment("other"));

        assertThat(repair.stability()).isEqualTo(2);
    }

    @Test
    void deniedLabelsAreNeverUsedEvenIfPreferred() {
        var repair = repair(
                Given.manifests()
                        .deployment(
                                "own",
                                draft -> draft.label("app.kubernetes.io/version", "one")
                                        .label("app", "v1.2.3"))
                        .deployment("other"),
                List.of("app.kubernetes.io/version"));

        assertThat(repair.kind()).isEqualTo(RepairKind.LABEL_THEN_NARROW);
        assertThat(repair.addLabels().value("app.kubernetes.io/version")).isEmpty();
    }

    @Test
    void onlySoManyLabelsAreTried() {
        var given = Given.manifests()
                .deployment("own", draft -> {
                    for (var i = 10; i < 10 + CandidateLabels.LIMIT; i++) {
                        draft.label("a" + i, "1");
                    }
                    return draft.label("b", "1");
                })
                .deployment("other", draft -> {
                    for (var i = 10; i < 10 + CandidateLabels.LIMIT; i++) {
                        draft.label("a" + i, "1");
                    }
                    return draft;
                });

        assertThat(repair(given).kind()).isEqualTo(RepairKind.LABEL_THEN_NARROW);
    }
}
