package io.webhookisolation.certify;

import static io.webhookisolation.certify.Made.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.certificate.Generation;
import io.webhookisolation.certificate.LeafTerm;
import io.webhookisolation.certificate.Occasion;
import io.webhookisolation.certificate.Timing;
import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.fixture.certificate.Pem;
import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.CallSiteKind;
import io.webhookisolation.model.CertificateManager;
import io.webhookisolation.model.CertificatePolicy;
import io.webhookisolation.model.CertificateStep.WriteBundles;
import io.webhookisolation.model.CertificateStep.WriteSecret;
import io.webhookisolation.model.Gap;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.SecretContent;
import io.webhookisolation.model.SeenSecret;
import io.webhookisolation.model.StepResult;
import io.webhookisolation.model.TrustBundle;
import io.webhookisolation.pki.Authority;
import io.webhookisolation.pki.UnreadableSecretException;
import io.webhookisolation.rotation.Task;
import io.webhookisolation.trust.ManagedBy;
import io.webhookisolation.x509.ParsedBundle;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CarryingTest {

    private static final Instant LONG_AGO = NOW.minusSeconds(3600);
    private static final Authority FIRST = Made.authority(1);
    private static final CertificateAuthority FOREIGN_AUTHORITY = CertificateAuthority.create("foreign");
    private static final X509Certificate FOREIGN = FOREIGN_AUTHORITY.certificate();

    private final PaperCluster cluster = new PaperCluster();
    private final Carrying carrying = new Carrying(new Signing(Made.ISSUER), cluster::write, Made.OPERATOR);
    private final FirstSeen firstSeen = new FirstSeen();
    private final List<CallSite> sites = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private AuthoritySecret authorities = held(FIRST);
    private Optional<SeenSecret> serving = Optional.empty();

    @Test
    void aLeafThatSomeBundleDoesNotTrustIsNotWritten() {
        site("ours", CallSiteKind.VALIDATING_WEBHOOK, "one.example.io", Made.bundle(FIRST));
        site("foreign", CallSiteKind.VALIDATING_WEBHOOK, "one.example.io", Pem.bundle(FOREIGN));

        serving = Optional.of(Made.serving(
                "kubernetes.io/tls",
                new SecretContent(Map.of(
                        "tls.crt",
                        Pem.bundle(FOREIGN_AUTHORITY.leaf("a.ns.svc").leaf()).bytes()))));

        assertThat(withheld(carryOut(issue()))).contains("foreign").contains("I1");
    }

    @Test
    void aLeafIsNotWrittenWhereNotAllCallersWereSeen() {
        site("ours", CallSiteKind.VALIDATING_WEBHOOK, "one.example.io", Made.bundle(FIRST));
        gaps.add(new Gap("APIService", true, "may not list"));

        assertThat(withheld(carryOut(issue()))).contains("APIService: may not list");
    }

    @Test
    void aLeafWhoseIssuerLostItsKeyIsNotWritten() {
        var issue = issue();
        authorities = AuthoritySecret.none();

        assertThat(withheld(carryOut(issue))).isEqualTo("the key of generation 1 is gone");
    }

    @Test
    void aLeafThatEverybodyTrustsIsWrittenWithTheValueOfRotateThatItAnswers() {
        site("ours", CallSiteKind.VALIDATING_WEBHOOK, "one.example.io", Made.bundle(FIRST));

        carryOut(issue());

        var step = (WriteSecret) cluster.asked.getFirst();
        assertThat(step.creates()).isTrue();
        assertThat(step.data().entries()).containsOnlyKeys("ca.crt", "tls.crt", "tls.key");
        assertThat(step.annotations()).containsEntry(Custody.ANSWERED, "");
    }

    @Test
    void entriesOfOneObjectAreOneWrite() {
        var one = site("config", CallSiteKind.VALIDATING_WEBHOOK, "one.example.io", Pem.bundle(FOREIGN));
        var two = site("config", CallSiteKind.VALIDATING_WEBHOOK, "two.example.io", TrustBundle.EMPTY);

        carryOut(publish(one, FOREIGN, FIRST.certificate()), publish(two, FIRST.certificate()));

        var step = (WriteBundles) cluster.asked.getFirst();
        assertThat(cluster.asked).hasSize(1);
        assertThat(step.entries())
                .extracting(entry -> entry.index() + " " + entry.name())
                .containsExactly("0 one.example.io", "1 two.example.io");
        assertThat(cluster.bundle(two)).isEqualTo(Made.bundle(FIRST));
    }

    @Test
    void definitionsHaveTheirTurnOneByOneAfterAllElse() {
        var tasks = new ArrayList<Task>();
        for (var name : List.of("b.example.io", "a.example.io")) {
            tasks.add(publish(site(name, CallSiteKind.CONVERSION_WEBHOOK, "", Pem.bundle(FOREIGN)), FIRST));
        }
        tasks.add(publish(site("z", CallSiteKind.API_SERVICE, "", Pem.bundle(FOREIGN)), FIRST));
        tasks.add(publish(site("z", CallSiteKind.MUTATING_WEBHOOK, "one.example.io", Pem.bundle(FOREIGN)), FIRST));

        carryOut(tasks.toArray(Task[]::new));

        assertThat(cluster.written())
                .extracting(ObjectKey::kindAndName)
                .containsExactly(
                        "MutatingWebhookConfiguration/z", "APIService/z", "CustomResourceDefinition/a.example.io");
    }

    @Test
    void whatPeopleWroteAroundCertificatesStaysWhereOnlyTrustIsAdded() {
        var text = "# by the platform team\n" + Pem.of(FOREIGN) + "# end, without a line feed";
        var site = site("config", CallSiteKind.VALIDATING_WEBHOOK, "one.example.io", Pem.bundle(text));

        carryOut(publish(site, FOREIGN, FIRST.certificate()));

        assertThat(text(cluster.bundle(site))).isEqualTo(text + "\n" + Pem.of(FIRST.certificate()));
    }

    @Test
    void whatPeopleWroteAroundCertificatesGoesWhereOneIsDropped() {
        var text = "# by the platform team\n" + Pem.of(FOREIGN);
        var site = site("config", CallSiteKind.VALIDATING_WEBHOOK, "one.example.io", Pem.bundle(text));

        carryOut(publish(site, FIRST.certificate()));

        assertThat(cluster.bundle(site)).isEqualTo(Made.bundle(FIRST));
    }

    /** Go would read up to the end of the next block, and so would we at the next look, and add it once more. */
    @Test
    void aBlockWithoutAnEndDoesNotSwallowWhatIsAdded() {
        var text = Pem.of(FOREIGN) + "-----BEGIN CERTIFICATE-----\nMIIB\n";
        var site = site("config", CallSiteKind.VALIDATING_WEBHOOK, "one.example.io", Pem.bundle(text));

        carryOut(publish(site, FOREIGN, FIRST.certificate()));

        assertThat(ParsedBundle.parse(cluster.bundle(site)).certificates())
                .containsExactly(FOREIGN, FIRST.certificate());
    }

    @Test
    void newAuthoritiesGoToTheOperatorsNamespaceWithTheirKeys() {
        carryOut(new Task.MakeAuthorities(List.of(Generation.madeAt(NOW, 2, Timing.DEFAULT))));

        var step = (WriteSecret) cluster.asked.getFirst();
        assertThat(step.object()).hasToString("Secret " + Made.OPERATOR + "/" + Series.secretName(Made.SERIES));
        assertThat(step.data().entries()).containsOnlyKeys("g2.crt", "g2.key");
    }

    private String withheld(List<Carrying.Outcome> outcomes) {
        assertThat(cluster.asked).isEmpty();
        assertThat(outcomes).hasSize(1);
        assertThat(outcomes.getFirst().result()).isInstanceOf(StepResult.Withheld.class);
        return outcomes.getFirst().result().message();
    }

    private CallSite site(String name, CallSiteKind kind, String entry, TrustBundle bundle) {
        var site = Made.callSite(name, draft -> draft.kind(kind).entry(entry).bundle(bundle));
        sites.add(site);
        return site;
    }

    private Task publish(CallSite site, Authority only) {
        return publish(site, only.certificate());
    }

    private Task publish(CallSite site, X509Certificate... next) {
        return new Task.Publish(firstSeen.caller(site, LONG_AGO).orElseThrow(), List.of(next));
    }

    private Task issue() {
        var issuer = authorities.known().getFirst();
        return new Task.Issue(
                issuer,
                Optional.empty(),
                List.of(),
                new TreeSet<>(Set.of(Made.A.serverName())),
                LeafTerm.issuedAt(NOW, issuer.generation(), Timing.DEFAULT),
                Optional.of(Occasion.ADOPTION));
    }

    private List<Carrying.Outcome> carryOut(Task... tasks) {
        cluster.holding(sites);
        var snapshot = Made.world().snapshot();
        var objects = new LinkedHashSet<>(
                sites.stream().map(site -> cluster.live(site.configuration())).toList());
        var custody = new Custody(
                List.of(Made.mount(snapshot)),
                Made.SECRET,
                Made.SERIES,
                serving,
                Instant.EPOCH,
                Optional.empty(),
                authorities,
                List.copyOf(objects),
                sites.stream()
                        .map(site -> firstSeen.caller(site, LONG_AGO).orElseThrow())
                        .toList(),
                gaps);
        var managedBy = new ManagedBy(CertificateManager.POLICY, "nobody else does");
        var scene = Scenes.of(custody, snapshot, managedBy, Set.of(), "ns/policy", NOW);
        return carrying.carryOut(
                List.of(tasks), new Carrying.Ground(custody, scene, CertificatePolicy.AUDIT, Timing.DEFAULT, NOW));
    }

    private static AuthoritySecret held(Authority... held) {
        try {
            return AuthoritySecret.read(AuthoritySecret.entries(List.of(held)), Made.SERIES);
        } catch (UnreadableSecretException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(TrustBundle bundle) {
        return new String(bundle.bytes(), StandardCharsets.UTF_8);
    }
}
