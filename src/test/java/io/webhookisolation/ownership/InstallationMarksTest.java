package io.webhookisolation.ownership;

import static io.webhookisolation.fixture.model.Origins.bundle;
import static io.webhookisolation.fixture.model.Origins.release;
import static io.webhookisolation.ownership.Verdicts.evidence;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.model.Given;
import org.junit.jupiter.api.Test;

/** E3 and E5: marks of Helm and OLM. */
class InstallationMarksTest {

    @Test
    void theSameHelmReleaseSpeaksForAndAnotherAgainst() {
        var given = Given.cluster()
                .webhookService("a", draft -> draft.from(release("one")))
                .deployment("same", draft -> draft.from(release("one")))
                .deployment("other", draft -> draft.from(release("two")))
                .deployment("none");

        assertThat(evidence(given, "a", "same", "E3"))
                .containsExactly("E3 +25: Deployment/same and the Service are of Helm release ns/one");
        assertThat(evidence(given, "a", "other", "E3"))
                .containsExactly("E3 -25: Deployment/other is of Helm release ns/two, the Service of ns/one");
        assertThat(evidence(given, "a", "none", "E3")).isEmpty();
    }

    @Test
    void theSameOlmBundleSpeaksForAndAnotherAgainst() {
        var given = Given.cluster()
                .webhookService("a", draft -> draft.from(bundle("one.v1")))
                .deployment("same", draft -> draft.from(bundle("one.v1")))
                .deployment("other", draft -> draft.from(bundle("two.v1")))
                .deployment("none");

        assertThat(evidence(given, "a", "same", "E5"))
                .containsExactly("E5 +25: Deployment/same and the Service are of OLM bundle one.v1");
        assertThat(evidence(given, "a", "other", "E5"))
                .containsExactly("E5 -25: Deployment/other is of OLM bundle two.v1, the Service of one.v1");
        assertThat(evidence(given, "a", "none", "E5")).isEmpty();
    }

    @Test
    void aServiceThatNoInstallationMarkedSaysNothing() {
        var given = Given.cluster()
                .webhookService("a")
                .deployment("helm", draft -> draft.from(release("one")))
                .deployment("olm", draft -> draft.from(bundle("one.v1")));

        assertThat(evidence(given, "a", "helm", "E3")).isEmpty();
        assertThat(evidence(given, "a", "olm", "E5")).isEmpty();
    }
}
