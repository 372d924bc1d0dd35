package io.webhookisolation.plan;

import static io.webhookisolation.plan.Scene.SCAFFOLD;
import static io.webhookisolation.plan.Scene.named;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.model.Endpoint;
import io.webhookisolation.model.Gap;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.OwnerReference;
import io.webhookisolation.model.Relation;
import io.webhookisolation.model.Rollout;
import io.webhookisolation.model.ServicePort;
import io.webhookisolation.model.TrafficPolicy;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Each predicate refuses what only it can see, in a sentence that names objects, and lets the founding case pass. */
class PredicatesTest {

    private final Scene scene = Scene.founding();

    @Test
    void theFoundingCaseMayBeNarrowed() {
        assertThat(Simulation.refusals(scene.proposal())).isEmpty();
    }

    @Nested
    class AddOnlyTest {

        @Test
        void refusesAKeyThatTheSelectorHasWithAnotherValue() {
            scene.add = LabelSet.of("control-plane", "lws");

            assertThat(objection(new AddOnly()))
                    .contains("the selector of Service operators/lws-webhook already has"
                            + " control-plane=controller-manager");
        }

        @Test
        void refusesAProposalThatAddsNothing() {
            scene.add = LabelSet.EMPTY;

            assertThat(objection(new AddOnly()))
                    .contains("no label is proposed for the selector of Service operators/lws-webhook");
        }
    }

    @Nested
    class OwnerEndpointsStayTest {

        @Test
        void refusesToLoseAnOwnersEndpoint() {
            scene.lws.pods.clear();
            scene.lws.pod("-b", SCAFFOLD, true, false);
            scene.serve(scene.lws.pods.getFirst());
            scene.slices.removeFirst();

            assertThat(objection(new OwnerEndpointsStay()))
                    .contains(
                            "endpoint Pod/lws-b of Deployment/lws lacks app.kubernetes.io/name=lws and would be lost");
        }

        @Test
        void refusesToLoseAnEndpointOfSomebodyUnknown() {
            scene.kueue.relation(Relation.FOREIGN, Relation.UNKNOWN);

            assertThat(objection(new OwnerEndpointsStay()).orElseThrow()).contains("Pod/kueue-a of Deployment/kueue");
        }

        @Test
        void refusesWhereAnEndpointNamesAPodThatWasNotRead() {
            scene.kueue.pods.clear();

            assertThat(objection(new OwnerEndpointsStay()))
                    .contains("endpoint 10.0.0.1 of EndpointSlice/slice-1 names no Pod that was read");
        }

        @Test
        void refusesWhileAReadyOwnerIsNotAnEndpointYet() {
            scene.lws.pod("-b", named("lws"), true, false);

            assertThat(objection(new OwnerEndpointsStay()))
                    .contains("Pod/lws-b of Deployment/lws is ready but not an endpoint yet");
        }

        @Test
        void doesNotWaitForOwnersThatCannotBeEndpoints() {
            scene.lws
                    .pod("-b", named("lws"), false, false)
                    .pod("-c", named("lws"), true, true)
                    .pod("-d", LabelSet.of("app", "other"), true, false);

            assertThat(objection(new OwnerEndpointsStay())).isEmpty();
        }
    }

    @Nested
    class EnoughReadyEndpointsTest {

        @Test
        void refusesWhereCallersSeeOnlySomeEndpoints() {
            scene.trafficPolicy = TrafficPolicy.LOCAL;

            assertThat(objection(new EnoughReadyEndpoints()).orElseThrow())
                    .startsWith("Service operators/lws-webhook has a traffic policy Local");
        }

        @Test
        void refusesFewerReadyOwnersThanThePolicyWants() {
            scene.policy = Policies.wanting(2);

            assertThat(objection(new EnoughReadyEndpoints()))
                    .contains("port 443 of Service operators/lws-webhook would keep 1 ready owner endpoints,"
                            + " policy operators/webhooks wants 2");
        }

        @Test
        void wantsOneEvenWhereThePolicyWantsNone() {
            scene.policy = Policies.wanting(0);
            scene.slices.clear();

            assertThat(objection(new EnoughReadyEndpoints()).orElseThrow()).contains("would keep 0", "wants 1");
        }

        @Test
        void countsEachPodOnce() {
            scene.policy = Policies.wanting(2);
            scene.serve(scene.lws.pods.getFirst());

            assertThat(objection(new EnoughReadyEndpoints()).orElseThrow()).contains("would keep 1");
        }

        @Test
        void letsAsManyPassAsAreWanted() {
            scene.policy = Policies.wanting(2);
            scene.lws.pod("-b", named("lws"), true, false);
            scene.serve(scene.lws.pods.getLast());

            assertThat(objection(new EnoughReadyEndpoints())).isEmpty();
        }

        @Test
        void doesNotCountAPodThatIsLeavingOrUnreadyThoughItsSliceLags() {
            scene.slices.clear();
            scene.lws.pods.clear();
            scene.lws.pod("-b", named("lws"), false, false).pod("-c", named("lws"), true, true);
            scene.lws.pods.forEach(pod -> scene.serve(pod, true, "https"));

            assertThat(objection(new EnoughReadyEndpoints()).orElseThrow()).contains("would keep 0");
        }

        @Test
        void doesNotCountAnEndpointThatIsNotReady() {
            scene.slices.clear();
            scene.serve(scene.lws.pods.getFirst(), false, "https");

            assertThat(objection(new EnoughReadyEndpoints()).orElseThrow()).contains("would keep 0");
        }

        @Test
        void doesNotCountAnEndpointThatIsTerminatingThoughItSaysReady() {
            scene.slices.clear();
            var pod = scene.lws.pods.getFirst();
            var ports = new TreeMap<String, Integer>();
            ports.put("https", 9443);
            scene.slice(
                    true,
                    ports,
                    new Endpoint(
                            pod.addresses(),
                            true,
                            true,
                            true,
                            pod.uid(),
                            pod.key().name(),
                            "node-1",
                            Optional.empty()));

            assertThat(objection(new EnoughReadyEndpoints()).orElseThrow()).contains("would keep 0");
        }

        @Test
        void doesNotCountASliceWithoutTheCalledPort() {
            scene.slices.clear();
            scene.serve(scene.lws.pods.getFirst(), true, "metrics");

            assertThat(objection(new EnoughReadyEndpoints()).orElseThrow()).contains("would keep 0");
        }

        @Test
        void doesNotCountForeignEndpointsNorOwnersThatAreLost() {
            scene.slices.removeFirst();
            scene.add = LabelSet.of("app.kubernetes.io/name", "kueue");

            assertThat(objection(new EnoughReadyEndpoints()).orElseThrow()).contains("would keep 0");

            scene.serve(scene.lws.pods.getFirst());

            assertThat(objection(new EnoughReadyEndpoints()).orElseThrow()).contains("would keep 0");
        }

        @Test
        void refusesACalledPortThatTheServiceLacks() {
            scene.callSites.add(Scene.callSite(8443, io.webhookisolation.model.TrustBundle.EMPTY));

            assertThat(objection(new EnoughReadyEndpoints()).orElseThrow()).startsWith("port 8443 of");
        }
    }

    @Nested
    class NoForeignMatchTest {

        @Test
        void refusesWhileAForeignPodStillMatches() {
            scene.kueue.pod("-b", named("lws"), true, false);

            assertThat(objection(new NoForeignMatch()))
                    .contains("Pod/kueue-b of Deployment/kueue would still match"
                            + " app.kubernetes.io/name=lws,control-plane=controller-manager");
        }

        @Test
        void refusesWhereARollbackOfAForeignWorkloadWouldMatch() {
            scene.kueue.revision("-0", named("lws"), 0);

            assertThat(objection(new NoForeignMatch()).orElseThrow())
                    .startsWith("ReplicaSet/kueue-0 of Deployment/kueue");
        }

        @Test
        void refusesAStrangerThatTheVerdictDoesNotMention() {
            var stranger = new Crew("stranger", Relation.UNKNOWN, named("lws"));
            stranger.replicas = 0;
            scene.crews.add(stranger);

            assertThat(objection(new NoForeignMatch()).orElseThrow()).startsWith("Deployment/stranger would still");
        }
    }

    @Nested
    class OwnerTemplatesMatchTest {

        @Test
        void refusesWhereAnOwnersTemplateLacksTheLabel() {
            scene.lws.labels = SCAFFOLD;

            assertThat(objection(new OwnerTemplatesMatch()))
                    .contains("Deployment/lws would not match"
                            + " app.kubernetes.io/name=lws,control-plane=controller-manager");
        }

        @Test
        void refusesWhereAnOlderRevisionWithReplicasLacksIt() {
            scene.lws.revision("-0", SCAFFOLD, 1);

            assertThat(objection(new OwnerTemplatesMatch()).orElseThrow())
                    .startsWith("ReplicaSet/lws-0 of Deployment/lws would not match");
        }

        @Test
        void aLabelInMatchLabelsNeedsNoHistory() {
            scene.lws.revision("-0", SCAFFOLD, 0);

            assertThat(objection(new OwnerTemplatesMatch())).isEmpty();
        }

        @Test
        void aTemplateLabelMustStandInTheWholeHistory() {
            scene.lws.matchLabels = SCAFFOLD;
            scene.lws.revision("-0", SCAFFOLD, 0);

            assertThat(objection(new OwnerTemplatesMatch()))
                    .contains("only the template of Deployment/lws has app.kubernetes.io/name=lws, not its immutable"
                            + " matchLabels, and a rollback to ReplicaSet/lws-0 would lose it");
        }

        @Test
        void aTemplateLabelThatStandsInTheWholeHistoryWillDo() {
            scene.lws.matchLabels = SCAFFOLD;
            scene.lws.revision("-0", named("lws"), 0);

            assertThat(objection(new OwnerTemplatesMatch())).isEmpty();
        }

        @Test
        void aTemplateLabelOfAnotherValueInMatchLabelsIsNoImmutableOne() {
            scene.lws.matchLabels = named("former");
            scene.lws.revision("-0", SCAFFOLD, 0);

            assertThat(objection(new OwnerTemplatesMatch()).orElseThrow()).contains("a rollback to ReplicaSet/lws-0");
        }

        @Test
        void aTemplateThatAnOperatorOwnsMayBeRewritten() {
            scene.lws.matchLabels = SCAFFOLD;
            scene.lws.controller = Optional.of(new OwnerReference("lws.io/v1", "LwsOperator", "cluster", "u"));

            assertThat(objection(new OwnerTemplatesMatch()).orElseThrow())
                    .endsWith("and LwsOperator/cluster may rewrite the template");
        }

        @Test
        void aTemplateThatOlmOwnsMayBeRewritten() {
            scene.lws.matchLabels = SCAFFOLD;
            scene.lws.olmOwner = Optional.of("lws.v1.2.3");

            assertThat(objection(new OwnerTemplatesMatch()).orElseThrow())
                    .endsWith("lws.v1.2.3 may rewrite the template");
        }

        @Test
        void theHistoryOfAStatefulSetIsNotRead() {
            scene.lws.matchLabels = SCAFFOLD;
            scene.lws.kind = "StatefulSet";

            assertThat(objection(new OwnerTemplatesMatch()).orElseThrow())
                    .endsWith("its earlier revisions are not read");
        }

        @Test
        void aDeploymentWithoutReplicaSetsHasNoHistoryToTrust() {
            scene.lws.matchLabels = SCAFFOLD;
            scene.lws.revisions.clear();

            assertThat(objection(new OwnerTemplatesMatch()).orElseThrow()).endsWith("none of its ReplicaSets was read");
        }
    }

    @Nested
    class OtherPortsKeepEndpointsTest {

        @Test
        void refusesWhereAnotherPortLosesSomebodyWhoIsNotForeign() {
            scene.ports.add(new ServicePort("metrics", 8443, "TCP", "8443"));
            scene.kueue.relation(Relation.FOREIGN, Relation.UNKNOWN);
            scene.serve(scene.kueue.pods.getFirst(), true, "metrics");

            assertThat(objection(new OtherPortsKeepEndpoints()))
                    .contains("port 8443 of Service operators/lws-webhook would lose Pod/kueue-a of Deployment/kueue");
        }

        @Test
        void refusesWhereAnotherPortLosesItsLastReadyEndpoint() {
            scene.ports.add(new ServicePort("metrics", 8443, "TCP", "metrics"));
            scene.serve(scene.kueue.pods.getFirst(), true, "metrics");
            scene.serve(scene.lws.pods.getFirst(), false, "https");

            assertThat(objection(new OtherPortsKeepEndpoints()))
                    .contains("port 8443 of Service operators/lws-webhook would lose its last ready endpoint,"
                            + " Pod/kueue-a of Deployment/kueue");
        }

        @Test
        void letsForeignEndpointsGoWhereAnOwnerStays() {
            scene.ports.add(new ServicePort("metrics", 8443, "TCP", "8443"));
            scene.serve(scene.kueue.pods.getFirst(), true, "metrics");
            scene.serve(scene.lws.pods.getFirst(), true, "metrics");

            assertThat(objection(new OtherPortsKeepEndpoints())).isEmpty();
        }

        @Test
        void aPortThatNobodyServesLosesNothing() {
            scene.ports.add(new ServicePort("metrics", 8443, "TCP", "8443"));
            scene.serve(scene.kueue.pods.getFirst(), false, "metrics");

            assertThat(objection(new OtherPortsKeepEndpoints())).isEmpty();
        }

        @Test
        void theCalledPortIsNotItsConcern() {
            scene.kueue.relation(Relation.FOREIGN, Relation.UNKNOWN);

            assertThat(objection(new OtherPortsKeepEndpoints())).isEmpty();
        }

        @Test
        void anEndpointOfNobodyKnownMustNotGo() {
            scene.ports.add(new ServicePort("metrics", 8443, "TCP", "8443"));
            scene.serve(scene.kueue.pods.getFirst(), true, "metrics");
            scene.kueue.pods.clear();

            assertThat(objection(new OtherPortsKeepEndpoints()).orElseThrow()).contains("would lose 10.0.0.1");
        }
    }

    @Nested
    class OrdinaryServiceTest {

        @Test
        void refusesAnAlias() {
            scene.externalName = Optional.of("example.org");

            assertThat(objection(new OrdinaryService()))
                    .contains("Service operators/lws-webhook is an alias of example.org");
        }

        @Test
        void refusesAServiceWithoutSelector() {
            scene.selector = LabelSet.EMPTY;

            assertThat(objection(new OrdinaryService())).contains("Service operators/lws-webhook has no selector");
        }

        @Test
        void refusesAHeadlessService() {
            scene.headless = true;

            assertThat(objection(new OrdinaryService()).orElseThrow()).contains("is headless");
        }

        @Test
        void refusesTheServiceOfAStatefulSet() {
            scene.governs = true;

            assertThat(objection(new OrdinaryService()).orElseThrow()).contains("governs a StatefulSet");
        }

        @Test
        void refusesAServiceThatIsBeingDeleted() {
            scene.terminating = true;

            assertThat(objection(new OrdinaryService()).orElseThrow()).contains("is being deleted");
        }

        @Test
        void refusesAServiceWhoseUndoRecordCannotBeRead() {
            scene.corruptRecord = true;

            assertThat(objection(new OrdinaryService()).orElseThrow())
                    .contains("remove its annotation webhook-isolation.io/applied");
        }

        @Test
        void refusesAServiceThatNoWriteCanName() {
            scene.uid = "";

            assertThat(objection(new OrdinaryService()).orElseThrow()).contains("has no UID or resourceVersion");

            scene.uid = "uid";
            scene.resourceVersion = "";

            assertThat(objection(new OrdinaryService()).orElseThrow()).contains("has no UID or resourceVersion");
        }

        @Test
        void refusesEndpointsWrittenByHand() {
            scene.slice(
                    false,
                    new TreeMap<>(),
                    new Endpoint(List.of("10.9.9.9"), true, true, false, "", "", "", Optional.empty()));

            assertThat(objection(new OrdinaryService()))
                    .contains("Service operators/lws-webhook has endpoints written by hand: EndpointSlice/slice-2");
        }
    }

    @Nested
    class NoRolloutInProgressTest {

        @Test
        void refusesWhileAnOwnerIsRolledOut() {
            scene.lws.rollout = Rollout.open("1 of 2 Pods are available");

            assertThat(objection(new NoRolloutInProgress()))
                    .contains("the rollout of Deployment/lws (1 of 2 Pods are available) is not finished");
        }

        @Test
        void refusesWhileSomebodyForeignIsRolledOut() {
            scene.kueue.rollout = Rollout.open("generation 2 is not yet observed");

            assertThat(objection(new NoRolloutInProgress()).orElseThrow()).contains("Deployment/kueue");
        }

        @Test
        void refusesWhileAnOwnersPodIsTerminating() {
            scene.lws.pod("-b", named("lws"), true, true);

            assertThat(objection(new NoRolloutInProgress())).contains("Pod/lws-b of Deployment/lws is terminating");
        }

        @Test
        void doesNotMindAForeignPodThatIsTerminating() {
            scene.kueue.pod("-b", named("kueue"), true, true);

            assertThat(objection(new NoRolloutInProgress())).isEmpty();
        }
    }

    @Nested
    class OwnershipProvedTest {

        @Test
        void refusesFiles() {
            scene.live = false;

            assertThat(objection(new OwnershipProved()))
                    .contains("files prove nothing about who serves Service operators/lws-webhook");
        }

        @Test
        void refusesAnIncompleteSnapshot() {
            scene.gaps.add(new Gap("EndpointSlice", false, "not synced"));

            assertThat(objection(new OwnershipProved()))
                    .contains("not everything could be read: EndpointSlice (not synced)");
        }

        @Test
        void refusesWhereAMatchingWorkloadIsUnknownByTheStrictRules() {
            scene.kueue.relation(Relation.FOREIGN, Relation.UNKNOWN);

            assertThat(objection(new OwnershipProved()))
                    .contains("Deployment/kueue is neither proved an owner of Service operators/lws-webhook"
                            + " nor proved foreign");
        }

        @Test
        void refusesAMatchingWorkloadThatTheVerdictForgot() {
            scene.crews.add(new Crew("stranger", Relation.UNKNOWN, SCAFFOLD));

            assertThat(objection(new OwnershipProved()).orElseThrow()).startsWith("Deployment/stranger is neither");
        }

        @Test
        void doesNotMindAPastRevisionOfAWorkloadThatMatchesNoMore() {
            var former = new Crew("former", Relation.UNKNOWN, LabelSet.of("app", "former"));
            former.revision("-0", SCAFFOLD, 0);
            scene.crews.add(former);

            assertThat(objection(new OwnershipProved())).isEmpty();
        }

        @Test
        void refusesWithoutAProvedOwner() {
            scene.lws.relation(Relation.OWNER, Relation.FOREIGN);

            assertThat(objection(new OwnershipProved()))
                    .contains("nobody is a proved owner of Service operators/lws-webhook");
        }

        @Test
        void refusesWithoutSomebodyForeign() {
            scene.kueue.relation(Relation.FOREIGN, Relation.OWNER);

            assertThat(objection(new OwnershipProved()))
                    .contains("nobody that Service operators/lws-webhook selects is proved foreign");
        }

        @Test
        void refusesAnOverlapThatCarriesNoTrafficYet() {
            scene.kueue.receivesTraffic = false;

            assertThat(objection(new OwnershipProved()))
                    .contains("no traffic reaches Deployment/kueue yet,"
                            + " and policy operators/webhooks does not ask for narrowLatent");
        }

        @Test
        void narrowsALatentOverlapWhereThePolicyAsksForIt() {
            scene.kueue.receivesTraffic = false;
            scene.policy = Policies.latentToo();

            assertThat(objection(new OwnershipProved())).isEmpty();
        }
    }

    private Optional<String> objection(SafetyPredicate predicate) {
        return predicate.objection(scene.proposal());
    }
}
