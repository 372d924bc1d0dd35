package io.webhookisolation.ownership;

import io.webhookisolation.model.Evidence;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.Relation;
import io.webhookisolation.model.Service;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * E11: the workload is the proved owner of a sibling, or proved foreign to it.
 *
 * <p>A sibling is another webhook Service with the same selector and the same marks of its installation, of which there
 * must be one at least. It helps APIServices whose servers make a certificate for no name at all.
 */
final class SiblingService implements EvidenceRule {

    static final String CODE = "E11";
    private static final int FOR = 60;
    private static final int AGAINST = -40;

    private final WebhookServices webhooks;
    private final Proof proof;

    SiblingService(WebhookServices webhooks, Proof proof) {
        this.webhooks = webhooks;
        this.proof = proof;
    }

    @Override
    public Optional<Evidence> examine(Claim claim) {
        return sibling(claim, Relation.OWNER)
                .map(sibling -> new Evidence(CODE, FOR, sentence(claim, "the proved owner of", sibling)))
                .or(() -> sibling(claim, Relation.FOREIGN)
                        .map(sibling -> new Evidence(CODE, AGAINST, sentence(claim, "proved foreign to", sibling))));
    }

    /** Whether siblings prove it to be the owner, and none says otherwise. */
    boolean provesOwner(Claim claim) {
        return sibling(claim, Relation.OWNER).isPresent()
                && sibling(claim, Relation.FOREIGN).isEmpty();
    }

    private Optional<Service> sibling(Claim claim, Relation relation) {
        return siblings(claim.service())
                .filter(sibling ->
                        proof.of(new Claim(sibling, webhooks.callSitesOf(sibling), claim.unit())) == relation)
                .findFirst();
    }

    private Stream<Service> siblings(Service service) {
        return webhooks.in(service.key().namespace()).stream()
                .filter(other -> !other.key().equals(service.key()))
                .filter(other -> other.selector().equals(service.selector()))
                .filter(other -> haveSameMarks(service, other));
    }

    private static String sentence(Claim claim, String relation, Service sibling) {
        return claim.who() + " is " + relation + " Service/" + sibling.key().name() + ", which has the same selector";
    }

    private static boolean haveSameMarks(Service one, Service other) {
        var marks = Marks.of(one);
        return !marks.isEmpty() && marks.equals(Marks.of(other));
    }

    /** What an installation leaves on its Services. */
    private record Marks(
            Optional<String> helmRelease, Optional<String> olmOwner, Optional<String> document, LabelSet labels) {

        static Marks of(Service service) {
            var provenance = service.provenance();
            return new Marks(
                    provenance.helmRelease(), provenance.olmOwner(), provenance.document(), OwnLabels.marks(service));
        }

        boolean isEmpty() {
            return helmRelease.isEmpty() && olmOwner.isEmpty() && document.isEmpty() && labels.isEmpty();
        }
    }
}
