package io.webhookisolation.x509;

import static io.webhookisolation.x509.Oddity.extension;

import io.webhookisolation.fixture.certificate.CertificateDraft;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;

/** Names of every kind, and constraints on them. */
final class NameOddities {

    private static final String NAMES = "2.5.29.17";
    private static final String CONSTRAINTS = "2.5.29.30";
    private static final String A_NS_SVC = "8208612e6e732e737663";

    private static final String EVERY_LONG_ADDRESS = "3026a02430228720" + "00".repeat(32);

    static final List<Oddity> ALL = List.of(
            new Oddity("constraint for people", draft -> draft.permit(new GeneralName(new X500Name("CN=person")))),
            new Oddity("constraint for mail", draft -> draft.permit(mail("ns.svc"))),
            new Oddity("constraint for one mailbox", draft -> draft.permit(mail("a@ns.svc"))),
            new Oddity("constraint for pages", draft -> draft.permit(page("svc"))),
            new Oddity("constraint for pages at an address", draft -> draft.permit(page("10.0.0.1"))),
            new Oddity("constraint with an empty label", draft -> draft.permit("a..svc")),
            new Oddity("constraint with a period at its end", draft -> draft.exclude("other.")),
            new Oddity("constraint with a space", draft -> draft.exclude("o ther")),
            new Oddity("constraint that excludes nothing here", draft -> draft.exclude("other")),
            new Oddity("constraint in capitals", draft -> draft.permit("NS.SVC")),
            extension("empty constraint", CONSTRAINTS, true, "3000"),
            extension("empty permission", CONSTRAINTS, true, "3002a000"),
            extension("exclusion, then permission", CONSTRAINTS, true, "3010a105300382017aa00730058203737663"),
            extension("mask with holes", CONSTRAINTS, true, "300ea10c300a87080a00000000ff00ff"),
            under(
                    "address in ranges with host bits",
                    draft -> draft.addresses("10.150.1.1"),
                    draft -> draft.permitAddresses("10.100.0.0/16", "10.200.0.0/8")),
            under(
                    "address in a range",
                    draft -> draft.addresses("10.150.1.1"),
                    draft -> draft.permitAddresses("10.0.0.0/8", "192.168.0.0/16")),
            under(
                    "short address as a long one",
                    names(A_NS_SVC + "871000000000000000000000ffff0a000001"),
                    extension("", CONSTRAINTS, true, EVERY_LONG_ADDRESS).one()),
            under("star at the start of a name", draft -> draft.names("*b.ns.svc"), draft -> draft.exclude("x.ns.svc")),
            under("star in a name", draft -> draft.names("b*.ns.svc"), draft -> draft.exclude("x.ns.svc")),
            under("name with empty label", draft -> draft.names("b..svc"), draft -> draft.exclude("other")),
            under("empty name", draft -> draft.names(""), draft -> draft.exclude("other")),
            under("urn", draft -> draft.name(page("urn:a")), draft -> draft.exclude("other")),
            under("page", draft -> draft.name(page("spiffe://cluster/sa")), draft -> draft.exclude("other")),
            under(
                    "page of an allowed host",
                    draft -> draft.name(page("spiffe://a.svc/sa")),
                    draft -> draft.permit(page("svc"))),
            under("page at an address", draft -> draft.name(page("http://10.0.0.1/")), draft -> draft.exclude("other")),
            under("mail", draft -> draft.name(mail("a@ns.svc")), draft -> draft.exclude("other")),
            under("allowed mail", draft -> draft.name(mail("a@ns.svc")), draft -> draft.permit(mail("ns.svc"))),
            under("broken mail", draft -> draft.name(mail("nobody")), draft -> draft.exclude("other")),
            new Oddity("mail that nobody asks about", draft -> draft.name(mail("nobody"))),
            new Oddity("page with user and broken host", draft -> draft.name(page("http://a@b..c"))),
            new Oddity("page with a port", draft -> draft.name(page("http://a.svc:443/"))),
            new Oddity("broken page", draft -> draft.name(page("http://[a/%zz"))),
            new Oddity("person", draft -> draft.name(new GeneralName(new X500Name("CN=person")))),
            new Oddity("name with period", draft -> draft.names("a.ns.svc.")),
            new Oddity("name of an address", draft -> draft.names("10.0.0.1")),
            new Oddity("address", draft -> draft.addresses("10.150.1.1")),
            new Oddity("address of five octets", names(A_NS_SVC + "87050a00000001")),
            new Oddity("name beyond ASCII", names(A_NS_SVC + "8201e4")),
            new Oddity("name with NUL", names(A_NS_SVC + "820100")),
            extension("critical names of people", NAMES, true, "3004a4023000"),
            extension("critical names", NAMES, true, "300a" + A_NS_SVC),
            extension("no names at all", NAMES, false, "3000"),
            extension("names that are no list", NAMES, false, A_NS_SVC));

    private NameOddities() {}

    private static Oddity under(
            String what, UnaryOperator<CertificateDraft> one, UnaryOperator<CertificateDraft> issuer) {
        return new Oddity(what, one, issuer);
    }

    private static UnaryOperator<CertificateDraft> names(String content) {
        var length = String.format("%02x", content.length() / 2);
        return extension("", NAMES, false, "30" + length + content).one();
    }

    private static GeneralName mail(String text) {
        return new GeneralName(GeneralName.rfc822Name, text);
    }

    private static GeneralName page(String text) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, text);
    }
}
