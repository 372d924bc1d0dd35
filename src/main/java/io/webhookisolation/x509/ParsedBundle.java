package io.webhookisolation.x509;

import io.webhookisolation.model.TrustBundle;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The certificates that the API server finds in a trust bundle, and what it passes over in silence.
 *
 * <p>Text around blocks and blocks of other types are no fault; Go skips them, as it skips bad blocks.
 *
 * @param certificates in order, each once
 * @param badBlocks one sentence for each CERTIFICATE block that Go would not read
 * @param repeatedBlocks one sentence for each that holds a certificate once more
 */
public record ParsedBundle(List<X509Certificate> certificates, List<String> badBlocks, List<String> repeatedBlocks) {

    public ParsedBundle {
        certificates = List.copyOf(certificates);
        badBlocks = List.copyOf(badBlocks);
        repeatedBlocks = List.copyOf(repeatedBlocks);
    }

    public static ParsedBundle parse(TrustBundle bundle) {
        var certificates = new LinkedHashSet<X509Certificate>();
        var badBlocks = new ArrayList<String>();
        var repeatedBlocks = new ArrayList<String>();
        for (var block : PemBlock.findAll(bundle.bytes())) {
            if (block.type().equals("CERTIFICATE")) {
                var which = "the certificate block at line " + block.line() + " ";
                try {
                    if (!certificates.add(certificate(block))) {
                        repeatedBlocks.add(which + "repeats an earlier one");
                    }
                } catch (BadBlock e) {
                    badBlocks.add(which + e.getMessage());
                }
            }
        }
        return new ParsedBundle(List.copyOf(certificates), badBlocks, repeatedBlocks);
    }

    private static X509Certificate certificate(PemBlock block) throws BadBlock {
        if (block.fault().isPresent()) {
            throw new BadBlock(block.fault().get());
        }
        if (block.hasHeaders()) {
            throw new BadBlock("has headers, and Go reads no certificate with headers");
        }
        try {
            var factory = CertificateFactory.getInstance("X.509");
            var der = block.bytes();
            var certificate = (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
            ParsedCertificate.of(certificate);
            if (!Arrays.equals(certificate.getEncoded(), der)) {
                // The JDK reads BER too, and gives it back as DER.
                throw new BadBlock("has something behind its certificate, or is not written in DER");
            }
            return certificate;
        } catch (CertificateException e) {
            throw new BadBlock("is not an X.509 certificate");
        }
    }

    /** The message is the end of a sentence. */
    private static final class BadBlock extends Exception {
        private static final long serialVersionUID = 1;

        BadBlock(String fault) {
            super(fault);
        }
    }
}
