package io.webhookisolation.x509;

import io.webhookisolation.fixture.certificate.Pem;
import io.webhookisolation.fixture.property.Dice;
import io.webhookisolation.model.TrustBundle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Bundles as people and programs spoil them: lines of their own, other line ends, blocks cut off, a letter changed. */
final class PemNoise {

    static final String FAMILY = "changed PEM";

    private static final String BEGIN = "-----BEGIN CERTIFICATE-----\n";
    private static final String END = "-----END CERTIFICATE-----\n";

    private static final List<String> PIECES = List.of(
            "# the authority: \u00e9\n",
            "a: b\n",
            "\r",
            "\t",
            "\f",
            "\u0085",
            "=",
            ":",
            "\n\n",
            " ",
            "-----",
            BEGIN,
            END,
            BEGIN + "AAAA\n" + END,
            BEGIN + "Proc-Type: 4\n\nAAAA\n" + END,
            "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n",
            "-----BEGIN X\n",
            "-----END X-----\n",
            "k: v\n\n",
            "\n-----END x:\n");

    private final Map<String, UnaryOperator<String>> changes = new LinkedHashMap<>();
    private final Dice dice;
    private final GoodChains good;

    PemNoise(Dice dice, GoodChains good) {
        this.dice = dice;
        this.good = good;
        changes.put("lines that end in CR LF", pem -> pem.replace("\n", "\r\n"));
        changes.put("lines that end in CR", pem -> pem.replace('\n', '\r'));
        changes.put("lines that end in a space", pem -> pem.replace("\n", " \n"));
        changes.put("empty lines", pem -> pem.replace("\n", "\n\n"));
        changes.put("one line for all", pem -> pem.replace("\n", ""));
        changes.put("indented", pem -> pem.replace("\n", "\n  "));
        changes.put("no last line end", String::stripTrailing);
        changes.put("no padding", pem -> pem.replace("=", ""));
        changes.put("trusted certificate", pem -> pem.replace("CERTIFICATE", "TRUSTED CERTIFICATE"));
        changes.put("old certificate type", pem -> pem.replace("CERTIFICATE", "X509 CERTIFICATE"));
        changes.put("header", pem -> pem.replace(BEGIN, BEGIN + "Subject: a\n\n"));
        changes.put("byte order mark", pem -> "\u00ef\u00bb\u00bf" + pem);
        changes.put("no END", pem -> pem.replace(END, ""));
        changes.put("no BEGIN", pem -> pem.replace(BEGIN, ""));
        changes.put("four dashes", pem -> pem.replace("-----", "----"));
        changes.put("six dashes", pem -> pem.replace("-----", "------"));
        changes.put("URL alphabet", pem -> pem.replace('/', '_').replace('+', '-'));
        changes.put(
                "letter left out",
                pem -> new StringBuilder(pem).deleteCharAt(at(pem)).toString());
        changes.put("letter changed", this::letterChanged);
        changes.put("piece inserted", pem -> inserted(pem, at(pem)));
        changes.put("line inserted", pem -> inserted(pem, pem.lastIndexOf('\n', at(pem)) + 1));
        changes.put("pieces among dashes", this::amongDashes);
    }

    List<String> all() {
        return List.copyOf(changes.keySet());
    }

    /** The changes in turn; now and then two of them. */
    Stream<JudgedChain> take(int count) {
        return IntStream.range(0, count).mapToObj(number -> spoiled(all().get(number % changes.size())));
    }

    private JudgedChain spoiled(String what) {
        var applied = new ArrayList<>(List.of(what));
        if (dice.percent(20)) {
            applied.add(dice.oneOf(all()));
        }
        var drawn = good.draw();
        var pem = good.among(drawn.root(), dice.between(0, 2)).stream()
                .map(Pem::of)
                .collect(Collectors.joining());
        for (var change : applied) {
            pem = changes.getOrDefault(change, UnaryOperator.identity()).apply(pem + "\n");
        }
        var bundle = new TrustBundle(pem.getBytes(StandardCharsets.ISO_8859_1));
        return new JudgedChain(FAMILY, applied, drawn.chain(), bundle, Judged.NAME, Judged.NOW);
    }

    private int at(String pem) {
        return dice.between(0, pem.length() - 1);
    }

    private String letterChanged(String pem) {
        var text = new StringBuilder(pem);
        text.setCharAt(at(pem), (char) (33 + dice.between(0, 89)));
        return text.toString();
    }

    private String inserted(String pem, int at) {
        return new StringBuilder(pem).insert(at, dice.oneOf(PIECES)).toString();
    }

    private String amongDashes(String pem) {
        var text = new StringBuilder(pem);
        for (var changes = dice.between(0, 5); changes >= 0; changes--) {
            var dashes = Math.max(0, text.indexOf("-----", at(text.toString())));
            var at = Math.min(text.length() - 1, dashes + dice.between(0, 6));
            text.replace(at, at + dice.between(0, 1), dice.oneOf(PIECES));
        }
        return text.toString();
    }
}
