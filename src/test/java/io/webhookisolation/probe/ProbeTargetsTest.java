package io.webhookisolation.probe;

import static io.webhookisolation.probe.Probes.NAMESPACE;
import static io.webhookisolation.probe.Probes.SERVICE;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.CallSiteKind;
import io.webhookisolation.model.ContainerPort;
import io.webhookisolation.model.Endpoint;
import io.webhookisolation.model.EndpointSlice;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.Pod;
import io.webhookisolation.model.PodTemplate;
import io.webhookisolation.model.ProbeTarget;
import io.webhookisolation.model.Provenance;
import io.webhookisolation.model.SelectorManager;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.ServicePort;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.model.TrafficPolicy;
import io.webhookisolation.model.TrustBundle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProbeTargetsTest {

    private static final ProbeTarget ALLOWED = new ProbeTarget(SERVICE, "uid-1", "pod-1", "10.0.0.1", 9443);

    private String targetPort = "webhook";
    private Pod pod = pod(NAMESPACE, false, List.of("10.0.0.1", "fd00::1"));
    private EndpointSlice slice = slice(true, false, 9443, endpoint("10.0.0.1", true, "uid-1"));

    @Test
    void aReadyEndpointIsDialledAtItsPodsAddressAndPort() {
        assertThat(targets()).containsExactly(ALLOWED);
    }

    @Test
    void bothAddressFamiliesOfAPodAreDialledIfSlicesNameThem() {
        slice = slice(true, false, 9443, endpoint("10.0.0.1", true, "uid-1"), endpoint("fd00::1", true, "uid-1"));

        assertThat(targets()).extracting(ProbeTarget::address).containsExactly("10.0.0.1", "fd00::1");
    }

    @Test
    void anEndpointThatIsNotReadyIsLeftAlone() {
        slice = slice(true, false, 9443, endpoint("10.0.0.1", false, "uid-1"));

        assertThat(targets()).isEmpty();
    }

    @Test
    void aHandWrittenSliceIsNotDialledEvenWhereItNamesWhatThePodOffers() {
        slice = slice(false, false, 9443, endpoint("10.0.0.1", true, "uid-1"));

        assertThat(targets()).isEmpty();
    }

    @Test
    void aSliceThatClaimsToBeTheControllersCannotNameAnotherAddress() {
        slice = slice(true, false, 9443, endpoint("192.168.0.7", true, "uid-1"), endpoint("10.0.0.9", true, ""));

        assertThat(targets()).isEmpty();
    }

    @Test
    void aSliceThatClaimsToBeTheControllersCannotNameAnotherPort() {
        slice = slice(true, false, 22, endpoint("10.0.0.1", true, "uid-1"));

        assertThat(targets()).isEmpty();
    }

    @Test
    void aSliceWithHostNamesIsNeverDialled() {
        pod = pod(NAMESPACE, false, List.of("internal.example"));
        slice = slice(true, true, 9443, endpoint("internal.example", true, "uid-1"));

        assertThat(targets()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1", "0.0.0.0", "169.254.169.254", "224.0.0.1", "::1", "fe80::1", "localhost", "internal"
            })
    void anAddressThatNoSliceMayHoldIsNotDialledEvenIfThePodClaimsIt(String address) {
        pod = pod(NAMESPACE, false, List.of(address));
        slice = slice(true, false, 9443, endpoint(address, true, "uid-1"));

        assertThat(targets()).isEmpty();
    }

    @Test
    void aPodOfAnotherNamespaceIsNotDialled() {
        pod = pod("elsewhere", false, List.of("10.0.0.1"));

        assertThat(targets()).isEmpty();
    }

    @Test
    void aPodThatWasReplacedUnderItsNameIsNotDialled() {
        slice = slice(true, false, 9443, endpoint("10.0.0.1", true, "uid-of-the-former-pod"));

        assertThat(targets()).isEmpty();
    }

    @Test
    void anUndeclaredPortIsDialledIfTheServiceTargetsItByNumber() {
        targetPort = "8443";
        slice = slice(true, false, 8443, endpoint("10.0.0.1", true, "uid-1"));

        assertThat(targets()).extracting(ProbeTarget::port).containsExactly(8443);
    }

    @Test
    void aPodWithHostNetworkIsNotDialledSinceItsAddressIsTheNodes() {
        pod = pod(NAMESPACE, true, List.of("10.0.0.1"));

        assertThat(targets()).isEmpty();
    }

    @Test
    void aPodThatIsOverIsNotDialledSinceAnotherMayHaveItsAddress() {
        pod = new Pod(
                pod.key(),
                pod.uid(),
                pod.provenance(),
                pod.spec(),
                pod.controller(),
                pod.addresses(),
                true,
                false,
                true,
                pod.nodeName());

        assertThat(targets()).isEmpty();
    }

    @Test
    void aDeclaredPortOfAnotherProtocolIsNotDialled() {
        slice = slice(true, false, 53, endpoint("10.0.0.1", true, "uid-1"));

        assertThat(targets()).isEmpty();
    }

    @Test
    void portsThatNoCallSiteNamesAreLeftAlone() {
        assertThat(ProbeTargets.of(snapshot(), SERVICE, List.of(callSite(SERVICE, 8443))))
                .isEmpty();
        assertThat(ProbeTargets.of(
                        snapshot(), SERVICE, List.of(callSite(new ServiceReference(NAMESPACE, "other"), 443))))
                .isEmpty();
    }

    @Test
    void aSliceWithoutPortsIsLeftAlone() {
        slice = new EndpointSlice(
                slice.key(), SERVICE, true, false, new TreeMap<>(), List.of(endpoint("10.0.0.1", true, "uid-1")));

        assertThat(targets()).isEmpty();
    }

    @Test
    void aServiceThatDoesNotExistHasNoTargets() {
        var missing = new ServiceReference(NAMESPACE, "missing");

        assertThat(ProbeTargets.of(snapshot(), missing, List.of(callSite(missing, 443))))
                .isEmpty();
    }

    private List<ProbeTarget> targets() {
        return ProbeTargets.of(snapshot(), SERVICE, List.of(callSite(SERVICE, 443)));
    }

    private Snapshot snapshot() {
        return new Snapshot(
                true,
                List.of(service(targetPort)),
                List.of(slice),
                List.of(pod),
                List.of(),
                List.of(),
                List.of(),
                new TreeMap<>(),
                new TreeMap<>(),
                List.of());
    }

    private static Service service(String targetPort) {
        return new Service(
                ObjectKey.live("v1", "Service", NAMESPACE, SERVICE.name()),
                "service-uid",
                "1",
                Provenance.NONE,
                LabelSet.EMPTY,
                LabelSet.of("app", "lws"),
                List.of(new ServicePort("https", 443, "TCP", targetPort)),
                false,
                Optional.empty(),
                TrafficPolicy.CLUSTER,
                false,
                false,
                SelectorManager.NONE,
                "",
                "",
                Optional.empty(),
                false,
                false,
                false);
    }

    private static Pod pod(String namespace, boolean hostNetwork, List<String> addresses) {
        var spec = new PodTemplate(
                LabelSet.of("app", "lws"),
                List.of(new ContainerPort("webhook", 9443, "TCP"), new ContainerPort("dns", 53, "UDP")),
                new TreeSet<>(),
                new TreeSet<>(),
                hostNetwork,
                true,
                "");
        return new Pod(
                ObjectKey.live("v1", "Pod", namespace, "pod-1"),
                "uid-1",
                Provenance.NONE,
                spec,
                Optional.empty(),
                addresses,
                true,
                false,
                false,
                "node-1");
    }

    private static EndpointSlice slice(boolean managed, boolean fqdn, int port, Endpoint... endpoints) {
        return new EndpointSlice(
                ObjectKey.live("discovery.k8s.io/v1", "EndpointSlice", NAMESPACE, "lws-webhook-abcde"),
                SERVICE,
                managed,
                fqdn,
                new TreeMap<>(Map.of("https", port)),
                new ArrayList<>(List.of(endpoints)));
    }

    private static Endpoint endpoint(String address, boolean ready, String podUid) {
        return new Endpoint(List.of(address), ready, ready, false, podUid, "pod-1", "node-1", Optional.empty());
    }

    private static CallSite callSite(ServiceReference service, int port) {
        return new CallSite(
                CallSiteKind.VALIDATING_WEBHOOK,
                ObjectKey.live("admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration", "", "lws"),
                "v.lws.example",
                Provenance.NONE,
                Optional.of(service),
                Optional.empty(),
                port,
                "",
                TrustBundle.EMPTY,
                false,
                "Fail",
                "");
    }
}
