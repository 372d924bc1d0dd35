package io.webhookisolation.x509;

import io.webhookisolation.fixture.certificate.CertificateDraft;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;

/** What a certificate may have that the JDK and Go see with different eyes. */
record Oddity(String what, UnaryOperator<CertificateDraft> change) {

    static final List<Oddity> ALL = List.of(
            new Oddity("unknown critical extension", extension("1.2.3.4", true, "0500")),
            new Oddity("unknown extension", extension("1.2.3.4", false, "0500")),
            new Oddity("extension that only the jdk knows", extension("2.16.840.1.113730.1.1", true, "03020640")),
            new Oddity("critical key identifier", extension("2.5.29.14", true, "0401aa")),
            new Oddity("another key identifier", extension("2.5.29.14", false, "0401aa")),
            new Oddity("critical authority key", extension("2.5.29.35", true, "3000")),
            new Oddity("empty authority key", extension("2.5.29.35", false, "3000")),
            new Oddity("broken key usage", extension("2.5.29.15", false, "3000")),
            new Oddity("padded key usage", extension("2.5.29.15", true, "03020107")),
            new Oddity("empty key usage", extension("2.5.29.15", true, "030100")),
            new Oddity("broken basic constraints", extension("2.5.29.19", false, "0500")),
            new Oddity("lax boolean", extension("2.5.29.19", true, "3003010101")),
            new Oddity("broken authority access", extension("1.3.6.1.5.5.7.1.1", false, "0500")),
            new Oddity("critical authority access", extension("1.3.6.1.5.5.7.1.1", true, "3000")),
            new Oddity("broken revocation lists", extension("2.5.29.31", false, "30020500")),
            new Oddity("broken policies", extension("2.5.29.32", false, "30020500")),
            new Oddity("repeated policy", extension("2.5.29.32", false, "300a300306012a300306012a")),
            new Oddity("explicit policy", extension("2.5.29.36", true, "3003800100")),
            new Oddity("mapped policy", extension("2.5.29.33", false, "300c300a06022a030604551d2000")),
            new Oddity("inhibited policy", extension("2.5.29.54", true, "020100")),
            new Oddity("broken purposes", extension("2.5.29.37", false, "30020500")),
            new Oddity("no purpose", extension("2.5.29.37", false, "3000")),
            new Oddity("name constraint for people", draft -> draft.permit(new GeneralName(new X500Name("CN=person")))),
            new Oddity(
                    "name constraint for mail",
                    draft -> draft.permit(new GeneralName(GeneralName.rfc822Name, "ns.svc"))),
            new Oddity(
                    "name constraint for pages",
                    draft -> draft.permit(new GeneralName(GeneralName.uniformResourceIdentifier, "svc"))),
            new Oddity("broken name constraint", draft -> draft.permit("a..svc")),
            new Oddity("name constraint with a period at its end", draft -> draft.exclude("other.")),
            new Oddity("empty name constraint", extension("2.5.29.30", true, "3000")),
            new Oddity("mask with holes", extension("2.5.29.30", true, "300ea10c300a87080a00000000ff00ff")),
            new Oddity("only another name excluded", draft -> draft.exclude("other")),
            new Oddity("ranges with host bits", draft -> draft.permitAddresses("10.100.0.0/16", "10.200.0.0/8")),
            new Oddity(
                    "every long address",
                    extension(
                            "2.5.29.30",
                            true,
                            "3026a024302287200000000000000000000000000000000000000000000000000000000000000000")),
            new Oddity("address", draft -> draft.addresses("10.150.1.1")),
            new Oddity(
                    "short address as a long one",
                    extension("2.5.29.17", false, "301c8208612e6e732e737663871000000000000000000000ffff0a000001")),
            new Oddity(
                    "address of five bytes", extension("2.5.29.17", false, "30118208612e6e732e73766387050a00000001")),
            new Oddity("name beyond ascii", extension("2.5.29.17", false, "300d8208612e6e732e7376638201e4")),
            new Oddity("name of an address", draft -> draft.names("10.0.0.1")),
            new Oddity("name with empty label", draft -> draft.names("a..svc")),
            new Oddity("name with period", draft -> draft.names("a.ns.svc.")),
            new Oddity("urn", draft -> draft.name(new GeneralName(GeneralName.uniformResourceIdentifier, "urn:a"))),
            new Oddity(
                    "page",
                    draft -> draft.name(new GeneralName(GeneralName.uniformResourceIdentifier, "spiffe://cluster/sa"))),
            new Oddity(
                    "broken page",
                    draft -> draft.name(new GeneralName(GeneralName.uniformResourceIdentifier, "http://[a/%zz"))),
            new Oddity("mail", draft -> draft.name(new GeneralName(GeneralName.rfc822Name, "a@ns.svc"))),
            new Oddity("broken mail", draft -> draft.name(new GeneralName(GeneralName.rfc822Name, "nobody"))),
            new Oddity("person", draft -> draft.name(new GeneralName(new X500Name("CN=person")))),
            new Oddity("critical names of people", extension("2.5.29.17", true, "3004a4023000")),
            new Oddity("negative serial", draft -> draft.serial(-1)));

    private static UnaryOperator<CertificateDraft> extension(String identifier, boolean critical, String value) {
        return draft -> draft.extension(identifier, critical, HexFormat.of().parseHex(value));
    }
}
