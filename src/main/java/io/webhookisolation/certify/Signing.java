package io.webhookisolation.certify;

import io.webhookisolation.certificate.Generation;
import io.webhookisolation.model.KeyKind;
import io.webhookisolation.model.TrustBundle;
import io.webhookisolation.pki.Authority;
import io.webhookisolation.pki.AuthorityRequest;
import io.webhookisolation.pki.CannotIssueException;
import io.webhookisolation.pki.GenerationName;
import io.webhookisolation.pki.Issuer;
import io.webhookisolation.pki.LeafRequest;
import io.webhookisolation.pki.ServingSecret;
import io.webhookisolation.rotation.KnownAuthority;
import io.webhookisolation.rotation.Task;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/** Makes what a task asks for, with the dates that were decided. */
final class Signing {

    private final Issuer issuer;

    Signing(Issuer issuer) {
        this.issuer = issuer;
    }

    List<Authority> authorities(List<Generation> generations, String series, SortedSet<String> subtrees, KeyKind key)
            throws CannotIssueException {
        var made = new ArrayList<Authority>();
        for (var generation : generations) {
            made.add(issuer.authority(new AuthorityRequest(
                    new GenerationName(series, generation.number()),
                    subtrees,
                    key,
                    generation.notBefore(),
                    generation.notAfter())));
        }
        return made;
    }

    /**
     * The chain to serve, with its key.
     *
     * @param bundle what is told to the Pods as the authorities to trust
     */
    ServingSecret leaf(Task.Issue issue, AuthoritySecret held, TrustBundle bundle, KeyKind key)
            throws CannotIssueException {
        var authority = authority(issue.issuer(), held);
        var request = new LeafRequest(
                issue.names(), key, issue.term().notBefore(), issue.term().notAfter());
        var leaf = issuer.leaf(request, authority);
        var chain = new ArrayList<X509Certificate>();
        chain.add(leaf.certificate());
        chain.addAll(issue.intermediates());
        if (issue.crosser().isPresent()) {
            chain.add(issuer.cross(
                    authority.certificate(), authority(issue.crosser().orElseThrow(), held)));
        }
        return new ServingSecret(chain, leaf.key(), bundle);
    }

    private static Authority authority(KnownAuthority known, AuthoritySecret held) throws CannotIssueException {
        return held.authority(known.number())
                .orElseThrow(() -> new CannotIssueException("the key of generation " + known.number() + " is gone"));
    }
}
