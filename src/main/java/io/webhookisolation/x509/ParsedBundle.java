package io.webhookisolation.x509;

import io.webhookisolation.model.TrustBundle;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
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
        // Latin-1 maps every byte to one character, so that noise of any encoding survives the search for blocks.
        for (var block : PemBlock.findAll(new String(bundle.bytes(), StandardCharsets.ISO_8859_1))) {
            switch (block.read()) {
                case PemBlock.Reading.Good good -> {
                    if (!certificates.add(good.certificate())) {
                        repeatedBlocks.add("the certificate block at line " + block.line() + " repeats an earlier one");
                    }
                }
                case PemBlock.Reading.Bad bad ->
                    badBlocks.add("the certificate block at line " + block.line() + " " + bad.why());
                case PemBlock.Reading.Skipped skipped -> {}
            }
        }
        return new ParsedBundle(List.copyOf(certificates), badBlocks, repeatedBlocks);
    }
}
