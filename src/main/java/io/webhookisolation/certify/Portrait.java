package io.webhookisolation.certify;

import io.webhookisolation.model.ServiceCertificate;
import io.webhookisolation.model.ServiceCertificate.Generations;
import io.webhookisolation.model.ServiceCertificate.NotAfter;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.rotation.KnownAuthority;
import io.webhookisolation.rotation.Scene;
import io.webhookisolation.rotation.Task;
import io.webhookisolation.trust.Caller;
import io.webhookisolation.trust.OwnerPod;
import io.webhookisolation.trust.OwnerPod.Sighting;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is told of a Service's certificates, from what was seen and decided; a pure function. */
final class Portrait {

    private final Certified certified;

    private Portrait(Certified certified) {
        this.certified = certified;
    }

    static ServiceCertificate of(Certified certified, ServiceReference service, Optional<ServiceCertificate> audited) {
        var portrait = new Portrait(certified);
        var scene = certified.scene();
        return new ServiceCertificate(
                service,
                scene.map(seen -> seen.managedBy().manager()),
                Optional.of(certified.phase()),
                portrait.occasion(),
                certified.message(),
                certified.replacedBy(),
                scene.map(portrait::generations).orElse(Generations.NONE),
                scene.map(portrait::ends)
                        .or(() -> audited.map(ServiceCertificate::notAfter))
                        .orElse(NotAfter.UNKNOWN),
                scene.map(seen -> callers(seen)
                                .mapToInt(caller -> caller.trusted().size())
                                .max()
                                .orElse(0))
                        .or(() -> audited.map(ServiceCertificate::bundleCertificates))
                        .orElse(0),
                certified.decision().nextRotation(),
                certified.decision().renewal(),
                audited.map(ServiceCertificate::findings).orElse(List.of()));
    }

    private String occasion() {
        return certified.decision().tasks().stream()
                .flatMap(task -> task instanceof Task.Issue issue ? Stream.of(issue) : Stream.empty())
                .map(issue -> issue.occasion()
                        .map(occasion -> occasion.name().toLowerCase(Locale.ROOT))
                        .orElse("renewal"))
                .findFirst()
                .orElse("");
    }

    private Generations generations(Scene scene) {
        var bundles = callers(scene)
                .map(caller -> numbers(scene, caller.trusted().keySet()))
                .toList();
        var everywhere = new HashSet<>(bundles.isEmpty() ? Set.<Integer>of() : bundles.getFirst());
        bundles.forEach(everywhere::retainAll);
        return new Generations(
                bundles.stream()
                        .flatMap(Set::stream)
                        .min(Comparator.naturalOrder())
                        .orElse(0),
                everywhere.stream().max(Comparator.naturalOrder()).orElse(0),
                scene.issuerOf(scene.serving().stored())
                        .map(KnownAuthority::number)
                        .orElse(0),
                served(scene)
                        .map(chain -> scene.issuerOf(chain)
                                .map(KnownAuthority::number)
                                .orElse(0))
                        .min(Comparator.naturalOrder())
                        .orElse(0));
    }

    private NotAfter ends(Scene scene) {
        var stored = scene.serving().stored();
        var issuer = scene.issuerOf(stored);
        var next = scene.authorities().stream()
                .filter(authority -> issuer.filter(present -> present.number() < authority.number())
                        .isPresent())
                .findFirst();
        return new NotAfter(
                first(stored.stream().limit(1)),
                issuer.map(authority -> authority.generation().notAfter()),
                next.map(authority -> authority.generation().notAfter()),
                first(served(scene).map(List::getFirst)));
    }

    private static Set<Integer> numbers(Scene scene, Collection<X509Certificate> bundle) {
        return scene.authorities().stream()
                .filter(authority -> bundle.contains(authority.certificate()))
                .map(KnownAuthority::number)
                .collect(Collectors.toSet());
    }

    private static Stream<Caller> callers(Scene scene) {
        return scene.serving().callers().stream().filter(Caller::verifies);
    }

    private static Stream<List<X509Certificate>> served(Scene scene) {
        return scene.serving().pods().stream()
                .map(OwnerPod::sightings)
                .flatMap(looks -> looks.stream().max(Comparator.comparing(Sighting::at)).stream())
                .map(Sighting::chain)
                .filter(chain -> !chain.isEmpty());
    }

    private static Optional<Instant> first(Stream<X509Certificate> certificates) {
        return certificates
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Comparator.naturalOrder());
    }
}
