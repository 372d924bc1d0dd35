package io.webhookisolation.ownership;

import static io.webhookisolation.fixture.model.Origins.bundle;
import static io.webhookisolation.fixture.model.Origins.document;
import static io.webhookisolation.fixture.model.Origins.release;
import static io.webhookisolation.model.Relation.FOREIGN;
import static io.webhookisolation.model.Relation.OWNER;
import static io.webhookisolation.model.Relation.UNKNOWN;
import static io.webhookisolation.ownership.Verdicts.NOW;
import static io.webhookisolation.ownership.Verdicts.relation;
import static io.webhookisolation.ownership.Verdicts.served;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.model.Given;
import io.webhookisolation.model.Evidence;
import io.webhookisolation.model.ProbeOutcome;
import io.webhookisolation.model.Relation;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The weighed verdict between the workloads that one Service selects. */
class RankingTest {

    @Test
    void withoutEvidenceForAnyoneAllAreUnknown() {
        var given = Given.manifests().webhookService("a").deployment("one").deployment("two");

        assertThat(relation(given, "a", "one")).isEqualTo(UNKNOWN);
        assertThat(relation(given, "a", "two")).isEqualTo(UNKNOWN);
    }

    @Test
    void oneClearWinnerIsTheOwnerAndTheOthersAreForeign() {
        var given = Given.manifests()
                .webhookService("lws-webhook")
                .deployment("lws")
                .deployment("kueue")
                .deployment("jobset");

        assertThat(relation(given, "lws-webhook", "lws")).isEqualTo(OWNER);
        assertThat(relation(given, "lws-webhook", "kueue")).isEqualTo(FOREIGN);
        assertThat(relation(given, "lws-webhook", "jobset")).isEqualTo(FOREIGN);
    }

    @Test
    void aLeadBelowTheMarginIsNoVictory() {
        assertThat(relations(candidate("a", item("E8", 10)), candidate("b", item("E6", 1))))
                .containsExactly(UNKNOWN, UNKNOWN);
        assertThat(relations(candidate("a", item("E8", 10)), candidate("b"))).containsExactly(OWNER, FOREIGN);
    }

    @Test
    void aScoreBelowTheMarginIsNoVictoryHoweverFarTheOthersAreBehind() {
        assertThat(relations(candidate("a", item("E8", 9)), candidate("b", item("E4", -10))))
                .containsExactly(UNKNOWN, UNKNOWN);
    }

    @Test
    void theOnlyWorkloadIsTheOwnerUnlessSomethingSpeaksAgainstIt() {
        assertThat(relations(candidate("a"))).containsExactly(OWNER);
        assertThat(relations(candidate("a", item("E4", -1)))).containsExactly(UNKNOWN);
        assertThat(relations(candidate("a", item("E10", -20)))).containsExactly(FOREIGN);
    }

    @Test
    void whoRemainsWhenAllOthersAreExcludedIsTheOwner() {
        assertThat(relations(candidate("a"), candidate("b", item("E10", -100)), candidate("c", item("E2", -40))))
                .containsExactly(OWNER, FOREIGN, FOREIGN);
    }

    @Test
    void theReleaseAloneMakesNoOwnerBecauseOfUmbrellaCharts() {
        var given = Given.cluster()
                .webhookService("a", draft -> draft.from(release("platform")))
                .deployment("mine", draft -> draft.from(release("platform")).port("webhook", 9443))
                .deployment("other", draft -> draft);

        assertThat(relation(given, "a", "mine")).isEqualTo(UNKNOWN);
        assertThat(relation(given, "a", "other")).isEqualTo(UNKNOWN);
    }

    @Test
    void allWorkloadsOfOneReleaseOrBundleAreNotAllOwners() {
        var helm = Given.cluster()
                .webhookService("a", draft -> draft.from(release("platform")))
                .deployment("one", draft -> draft.from(release("platform")))
                .deployment("two", draft -> draft.from(release("platform")));
        var olm = Given.cluster()
                .webhookService("a", draft -> draft.from(bundle("csv")))
                .deployment("one", draft -> draft.from(bundle("csv")))
                .deployment("two", draft -> draft.from(bundle("csv")));

        assertThat(relation(helm, "a", "one")).isEqualTo(UNKNOWN);
        assertThat(relation(olm, "a", "two")).isEqualTo(UNKNOWN);
    }

    @Test
    void anotherReleaseIsExcludedSoThatTheRestDecides() {
        var given = Given.cluster()
                .webhookService("a", draft -> draft.from(release("lws")))
                .deployment("lws", draft -> draft.from(release("lws")))
                .deployment("kueue", draft -> draft.from(release("kueue")));

        assertThat(relation(given, "a", "lws")).isEqualTo(OWNER);
        assertThat(relation(given, "a", "kueue")).isEqualTo(FOREIGN);
    }

    @Test
    void severalWorkloadsOfOneDocumentThatNothingTellsApartAreAllOwners() {
        var given = Given.manifests()
                .webhookService("lws-webhook", draft -> draft.from(document("lws.yaml")))
                .deployment("lws-blue", draft -> draft.from(document("lws.yaml")))
                .deployment("lws-green", draft -> draft.from(document("lws.yaml")))
                .deployment("kueue", draft -> draft.from(document("kueue.yaml")));

        assertThat(relation(given, "lws-webhook", "lws-blue")).isEqualTo(OWNER);
        assertThat(relation(given, "lws-webhook", "lws-green")).isEqualTo(OWNER);
        assertThat(relation(given, "lws-webhook", "kueue")).isEqualTo(FOREIGN);
    }

    @Test
    void twoDeploymentsOfOneComponentAreOwnerAndForeignLikeAnyOthers() {
        var given = Given.manifests()
                .webhookService("tekton-operator-webhook", draft -> draft.from(document("tekton.yaml")))
                .deployment("tekton-operator", draft -> draft.from(document("tekton.yaml")))
                .deployment("tekton-operator-webhook", draft -> draft.from(document("tekton.yaml")));

        assertThat(relation(given, "tekton-operator-webhook", "tekton-operator-webhook"))
                .isEqualTo(OWNER);
        assertThat(relation(given, "tekton-operator-webhook", "tekton-operator"))
                .isEqualTo(FOREIGN);
    }

    @Test
    void leadersWithoutFirmEvidenceOfTheirOwnAreUnknown() {
        assertThat(relations(
                        candidate("a", item("E10", 40)),
                        candidate("b", item("E4", 20), item("E7", 10), item("E8", 10))))
                .containsExactly(UNKNOWN, UNKNOWN);
        assertThat(relations(candidate("a", item("E10", 40)), candidate("b", item("E3", 40))))
                .containsExactly(UNKNOWN, UNKNOWN);
    }

    @Test
    void allThatHoldTheCertificateAreOwnersWhateverElseIsSaid() {
        var given = Given.cluster()
                .webhookService("lws-webhook")
                .running("lws", 1, draft -> draft.port("webhook", 9443), "lws-webhook")
                .running("green", 1, draft -> draft, "lws-webhook")
                .running("kueue", 1, draft -> draft, "lws-webhook")
                .probe("lws-webhook", "lws-0", served("lws-webhook.ns.svc"), NOW)
                .probe("lws-webhook", "green-0", served("lws-webhook.ns.svc"), NOW)
                .probe("lws-webhook", "kueue-0", served("localhost"), NOW);

        assertThat(relation(given, "lws-webhook", "lws")).isEqualTo(OWNER);
        assertThat(relation(given, "lws-webhook", "green")).isEqualTo(OWNER);
        assertThat(relation(given, "lws-webhook", "kueue")).isEqualTo(FOREIGN);
    }

    @Test
    void thatANeighbourAnsweredSaysNothingAboutWhoWasNotAsked() {
        var given = Given.cluster()
                .webhookService("lws-webhook")
                .running("blue", 1, draft -> draft, "lws-webhook")
                .running("green", 0, draft -> draft)
                .probe("lws-webhook", "blue-0", served("lws-webhook.ns.svc"), NOW);

        assertThat(relation(given, "lws-webhook", "blue")).isEqualTo(OWNER);
        assertThat(relation(given, "lws-webhook", "green")).isEqualTo(UNKNOWN);
    }

    @Test
    void whoWasNotAskedIsForeignIfLabelsAndNamesSaySo() {
        var given = Given.cluster()
                .webhookService("lws-webhook")
                .running("lws", 1, draft -> draft, "lws-webhook")
                .running("kueue", 0, draft -> draft)
                .probe("lws-webhook", "lws-0", served("lws-webhook.ns.svc"), NOW);

        assertThat(relation(given, "lws-webhook", "kueue")).isEqualTo(FOREIGN);
    }

    @Test
    void theLeadIsCountedWithTheProbeIfBothWereAskedAndWithoutItElse() {
        var asked = candidate("asked", item("E1", 100), item("E4", -10));
        var behind = candidate("behind", item("E1", 0), item("E4", 20));
        var notAsked = candidate("not-asked", item("E7", -19));
        var level = candidate("level", item("E4", -19), item("E6", 5));

        assertThat(relations(asked, behind, notAsked, level)).containsExactly(OWNER, FOREIGN, UNKNOWN, UNKNOWN);
        assertThat(relations(candidate("owner", item("E1", 100)), candidate("behind", item("E7", -10))))
                .containsExactly(OWNER, FOREIGN);
    }

    @Test
    void podsThatDisagreeLeaveTheirWorkloadUnknown() {
        var given = Given.cluster()
                .webhookService("lws-webhook")
                .webhookService("kueue-webhook")
                .running("lws", 2, draft -> draft, "lws-webhook")
                .running("kueue", 1, draft -> draft, "lws-webhook")
                .probe("lws-webhook", "lws-0", served("lws-webhook.ns.svc"), NOW)
                .probe("lws-webhook", "lws-1", served("kueue-webhook.ns.svc"), NOW)
                .probe("lws-webhook", "kueue-0", served("kueue-webhook.ns.svc"), NOW);

        assertThat(relation(given, "lws-webhook", "lws")).isEqualTo(UNKNOWN);
        assertThat(relation(given, "lws-webhook", "kueue")).isEqualTo(FOREIGN);
    }

    @Test
    void theOnlyWorkloadThatServesSomethingElseIsNotItsOwnerForTheSelectorsSake() {
        var given = Given.cluster()
                .webhookService("lws-webhook")
                .running("gatherer", 1, draft -> draft.port("webhook", 9443), "lws-webhook")
                .probe("lws-webhook", "gatherer-0", served("former-webhook.ns.svc"), NOW);

        assertThat(relation(given, "lws-webhook", "gatherer")).isEqualTo(UNKNOWN);
    }

    @Test
    void theOnlyWorkloadWithAStaleCertificateStaysTheOwnerIfSomethingElseSaysSo() {
        var given = Given.cluster()
                .webhookService("lws-webhook")
                .running("lws", 1, draft -> draft, "lws-webhook")
                .probe("lws-webhook", "lws-0", served("former-webhook.ns.svc"), NOW);

        assertThat(relation(given, "lws-webhook", "lws")).isEqualTo(OWNER);
    }

    @Test
    void theOnlyWorkloadWithAStaleCertificateStaysTheOwnerIfItMountsTheSecret() {
        var given = Given.cluster()
                .webhookService("lws-webhook")
                .running("lws", 1, draft -> draft.mounts("cert"), "lws-webhook")
                .certificate("lws", "cert", "lws-webhook.ns.svc")
                .probe("lws-webhook", "lws-0", served("former-webhook.ns.svc"), NOW);

        assertThat(relation(given, "lws-webhook", "lws")).isEqualTo(OWNER);
    }

    @Test
    void theOnlyServerOfAnApiServiceThatNobodyVerifiesMayServeAnyName() {
        var given = Given.cluster()
                .service("metrics")
                .callSite("v1beta1.metrics", "metrics", site -> site.insecure())
                .running("metrics-server", 1, draft -> draft, "metrics")
                .probe("metrics", "metrics-server-0", served("localhost"), NOW);

        assertThat(relation(given, "metrics", "metrics-server")).isEqualTo(OWNER);
    }

    @Test
    void theOnlyWorkloadThatRefusesIsForeign() {
        var given = Given.cluster()
                .webhookService("lws-webhook")
                .running("kueue", 1, draft -> draft.port("webhook", 9443), "lws-webhook")
                .probe("lws-webhook", "kueue-0", new ProbeOutcome.Refused(), NOW);

        assertThat(relation(given, "lws-webhook", "kueue")).isEqualTo(FOREIGN);
    }

    private static Evidence item(String code, int weight) {
        return new Evidence(code, weight, "");
    }

    private static Appraisal candidate(String name, Evidence... evidence) {
        var snapshot =
                Given.manifests().webhookService("service").deployment(name).snapshot();
        var claim = new Claim(
                snapshot.services().getFirst(),
                snapshot.callSites(),
                Units.of(snapshot).in("ns").getFirst());
        return new Appraisal(claim, List.of(evidence), false);
    }

    private static List<Relation> relations(Appraisal... candidates) {
        var ranking = new Ranking(List.of(candidates));
        return Arrays.stream(candidates).map(ranking::of).toList();
    }
}
