package io.webhookisolation.ownership;

import static io.webhookisolation.ownership.Verdicts.NOW;
import static io.webhookisolation.ownership.Verdicts.evidence;
import static io.webhookisolation.ownership.Verdicts.served;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.model.Given;
import io.webhookisolation.fixture.model.WorkloadDraft;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Whether another Service's certificate is explained by a Secret that two workloads mount. */
class SharedMountTest {

    private static final String SECRET = "webhook-server-cert";

    @Test
    void whoMountsTheSecretOfTheWorkloadBehindThatServiceMayStillBeTheOwner() {
        var given = lws(UnaryOperator.identity(), SECRET)
                .deployment(
                        "kueue",
                        draft -> draft.label("app", "kueue").mounts(SECRET).mounts("more"));

        assertThat(evidence(given, "lws-webhook", "lws", "E1"))
                .containsExactly("E1 0: Pod/lws-0 serves kueue-webhook.ns.svc");
    }

    @Test
    void whoMountsAnotherSecretIsForeign() {
        var given = lws(UnaryOperator.identity(), "own-cert")
                .deployment("kueue", draft -> draft.label("app", "kueue").mounts(SECRET));

        assertThat(evidence(given, "lws-webhook", "lws", "E1"))
                .containsExactly("E1 -100: Pod/lws-0 serves kueue-webhook.ns.svc");
    }

    @Test
    void whoIsBehindThatServiceHimselfIsForeign() {
        var given = lws(draft -> draft.label("app", "kueue"), SECRET)
                .deployment("kueue", draft -> draft.label("app", "kueue").mounts(SECRET));

        assertThat(evidence(given, "lws-webhook", "lws", "E1"))
                .containsExactly("E1 -100: Pod/lws-0 serves kueue-webhook.ns.svc");
    }

    @Test
    void theSecretOfSomebodyElseExplainsNothing() {
        var given = lws(UnaryOperator.identity(), SECRET)
                .deployment("kueue", draft -> draft.label("app", "kueue").mounts("kueue-cert"))
                .deployment("jobset", draft -> draft.label("app", "jobset").mounts(SECRET));

        assertThat(evidence(given, "lws-webhook", "lws", "E1"))
                .containsExactly("E1 -100: Pod/lws-0 serves kueue-webhook.ns.svc");
    }

    @Test
    void ofSeveralNamesOneThatIsExplainedIsEnough() {
        var given = lws(UnaryOperator.identity(), SECRET)
                .webhookService("jobset-webhook", draft -> draft.selects("app", "jobset"))
                .deployment("kueue", draft -> draft.label("app", "kueue").mounts(SECRET))
                .probe("lws-webhook", "lws-0", served("jobset-webhook.ns.svc", "kueue-webhook.ns.svc"), NOW);

        assertThat(evidence(given, "lws-webhook", "lws", "E1"))
                .containsExactly("E1 0: Pod/lws-0 serves jobset-webhook.ns.svc, kueue-webhook.ns.svc");
    }

    /** A workload that serves the name of another Service; who that one leads to is up to the test. */
    private static Given lws(UnaryOperator<WorkloadDraft> options, String secret) {
        return Given.cluster()
                .webhookService("lws-webhook", draft -> draft.selects("tier", "lws"))
                .webhookService("kueue-webhook", draft -> draft.selects("app", "kueue"))
                .running(
                        "lws",
                        1,
                        draft -> options.apply(draft.label("tier", "lws").mounts(secret)),
                        "lws-webhook")
                .probe("lws-webhook", "lws-0", served("kueue-webhook.ns.svc"), NOW.minusSeconds(10));
    }
}
