package io.webhookisolation.isolation;

import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.CallSiteKind;
import io.webhookisolation.model.Finding;
import io.webhookisolation.model.FindingCode;
import io.webhookisolation.model.ServiceClass;
import io.webhookisolation.model.ServicePort;
import io.webhookisolation.model.ServiceVerdict;
import io.webhookisolation.model.Severity;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.model.TrustBundle;
import io.webhookisolation.x509.ParsedBundle;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Findings about call sites themselves: what they name, and the bundle that they trust. */
final class CallSiteFindings {

    private final boolean live;
    private final Map<TrustBundle, ParsedBundle> parsedBundles = new HashMap<>();

    CallSiteFindings(boolean live) {
        this.live = live;
    }

    List<Finding> of(Snapshot snapshot, List<ServiceVerdict> verdicts) {
        var ofTargets = verdicts.stream().flatMap(this::ofTarget);
        var ofSites = snapshot.callSites().stream().flatMap(this::ofSite);
        return Stream.concat(ofTargets, ofSites).distinct().toList();
    }

    private Stream<Finding> ofTarget(ServiceVerdict verdict) {
        var sites = verdict.callSites().stream().filter(site -> site.ignored().isEmpty());
        return verdict.serviceClass() == ServiceClass.SERVICE_NOT_FOUND
                ? sites.map(site -> notFound(site, verdict))
                : sites.flatMap(site -> wrongPort(site, verdict).stream());
    }

    private static Finding notFound(CallSite site, ServiceVerdict verdict) {
        return Finding.of(
                FindingCode.WI301,
                site.configuration(),
                site.configuration().kindAndName() + " names Service " + verdict.reference() + ", which does not exist",
                List.of());
    }

    private static Optional<Finding> wrongPort(CallSite site, ServiceVerdict verdict) {
        var service = verdict.service().orElseThrow();
        var ports = service.ports().stream().map(ServicePort::port).toList();
        var anyPort = ports.contains(site.port()) || service.externalName().isPresent();
        if (anyPort || !service.ignored().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Finding.of(
                FindingCode.WI302,
                site.configuration(),
                site.configuration().kindAndName() + " calls port " + site.port() + " of " + service.key()
                        + ", which has "
                        + (ports.isEmpty()
                                ? "no port"
                                : Listing.of(
                                        ports.stream().map(port -> "" + port).toList())),
                List.of()));
    }

    private Stream<Finding> ofSite(CallSite site) {
        return Stream.concat(url(site).stream(), bundle(site).stream());
    }

    private static Optional<Finding> url(CallSite site) {
        return site.url()
                .map(url -> Finding.of(
                        FindingCode.WI304,
                        site.configuration(),
                        site + " calls " + url + ", which is outside our reach",
                        List.of()));
    }

    /** WI206. */
    Optional<Finding> bundle(CallSite site) {
        if (site.bundle().isEmpty() || !site.ignored().isEmpty()) {
            return Optional.empty();
        }
        if (isBlank(site.bundle())) {
            return blank(site);
        }
        var parsed = parsedBundles.computeIfAbsent(site.bundle(), ParsedBundle::parse);
        if (parsed.certificates().isEmpty()) {
            return Optional.of(Finding.of(
                    FindingCode.WI206,
                    site.configuration(),
                    "No certificate can be read from the caBundle of "
                            + site.configuration().kindAndName()
                            + ": every call fails with \"unable to parse bytes as PEM block\"",
                    parsed.badBlocks()));
        }
        var oddities = Stream.concat(parsed.badBlocks().stream(), parsed.repeatedBlocks().stream())
                .toList();
        return oddities.isEmpty()
                ? Optional.empty()
                : Optional.of(note(
                        site,
                        "A part of the caBundle of " + site.configuration().kindAndName()
                                + " serves nothing: the API server skips it",
                        oddities));
    }

    /** The API server takes it for an empty bundle in a CustomResourceDefinition; elsewhere it cannot parse it. */
    private Optional<Finding> blank(CallSite site) {
        if (site.kind() == CallSiteKind.CONVERSION_WEBHOOK) {
            return Optional.empty();
        }
        var message = "The caBundle of " + site.configuration().kindAndName() + " holds nothing but white space";
        return Optional.of(
                live
                        ? Finding.of(FindingCode.WI206, site.configuration(), message + ": every call fails", List.of())
                        : note(site, message + ": somebody has to fill this placeholder in", List.of()));
    }

    private static Finding note(CallSite site, String message, List<String> evidence) {
        return new Finding(FindingCode.WI206, Severity.NOTE, site.configuration(), message, evidence);
    }

    private static boolean isBlank(TrustBundle bundle) {
        return new String(bundle.bytes(), StandardCharsets.ISO_8859_1).isBlank();
    }
}
