package io.webhookisolation.pki;

import io.webhookisolation.x509.ChainVerifier;
import io.webhookisolation.x509.Verification.Rejected;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/** Makes generations, the cross certificates between them, and leaves. It keeps no key. */
public final class Issuer {

    /** A generation signs leaves, or the next generation, which signs leaves. */
    private static final int AUTHORITIES_BELOW = 1;

    private final SecureRandom random;

    public Issuer(SecureRandom random) {
        this.random = random;
    }

    /** A self-signed generation. */
    public Authority authority(AuthorityRequest request) throws CannotIssueException {
        var keys = Keys.generate(request.key(), random);
        var key = SigningKey.of(keys.getPrivate());
        var subject = new X500Principal("CN=" + request.name().commonName());
        var validity = new Validity(request.notBefore(), request.notAfter());
        var certificate = new Draft(subject, keys.getPublic(), validity)
                .authority(AUTHORITIES_BELOW)
                .constrainedTo(request.subtrees())
                .signedBy(subject, keys.getPublic(), key, random);
        return new Authority(certificate, key);
    }

    /**
     * The next generation as an intermediate of the previous one, for clients that trust only the previous one. It is
     * valid while both are, and bound as the next one is.
     */
    public X509Certificate cross(X509Certificate next, Authority previous) throws CannotIssueException {
        var validity = Validity.of(next).intersect(Validity.of(previous.certificate()));
        return new Draft(next.getSubjectX500Principal(), next.getPublicKey(), validity)
                .authority(AUTHORITIES_BELOW - 1)
                .constrainedAs(next)
                .signedBy(previous, random);
    }

    /**
     * A leaf that Go accepts, for each of its names, from a server that serves it to a client with this authority in
     * its bundle.
     */
    public Leaf leaf(LeafRequest request, Authority issuer) throws CannotIssueException {
        var keys = Keys.generate(request.key(), random);
        var validity =
                new Validity(request.notBefore(), request.notAfter()).intersect(Validity.of(issuer.certificate()));
        var certificate = new Draft(new X500Principal("CN=webhook"), keys.getPublic(), validity)
                .server(request.names())
                .signedBy(issuer, random);
        check(certificate, request.names().first(), issuer);
        return new Leaf(certificate, SigningKey.of(keys.getPrivate()));
    }

    /** One name is enough: Go holds all names of a leaf against the constraints, whichever is asked for. */
    private static void check(X509Certificate leaf, String name, Authority issuer) throws CannotIssueException {
        var host = name.replace("*", "any");
        var begin = leaf.getNotBefore().toInstant();
        var bundle = Pem.bundle(List.of(issuer.certificate()));
        if (ChainVerifier.verify(List.of(leaf), bundle, host, begin) instanceof Rejected rejected) {
            throw new CannotIssueException("the API server would not accept this leaf: " + rejected.text());
        }
    }
}
