package io.webhookisolation.x509;

import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.fixture.certificate.Pem;
import io.webhookisolation.fixture.property.Dice;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What servers and bundles do to certificates that may be all right by themselves. */
final class Disorder {

    static final List<String> ALL = Arrays.stream(Kind.values()).map(Kind::what).toList();

    /** Go gives up after a hundred attempts. */
    private static final int CROWD = 120;

    private static final byte[] ONE_KEY = {0x04, 0x01, 0x2a};
    private static final byte[] SIGNED_BY_IT = {0x30, 0x03, (byte) 0x80, 0x01, 0x2a};

    private enum Kind {
        ROOT_SERVED("root is served too"),
        SHUFFLED("served out of order, and twice"),
        NO_MIDDLE("intermediate is not served"),
        LEAF_TRUSTED("leaf stands in the bundle"),
        MIDDLE_TRUSTED("intermediate stands in the bundle"),
        NAMESAKE("namesake of the root in the bundle"),
        OTHER_NAME("same key under a name in capitals"),
        CROSSED("two roots that signed each other"),
        CROWD_SERVED("more namesakes served than Go tries"),
        CROWD_TRUSTED("more namesakes trusted than Go tries"),
        TRAILING_DOT("name with a period at its end"),
        CAPITALS("name in capitals"),
        ADDRESS("name that is an address"),
        STAR("name with a star");

        private final String what;

        Kind(String what) {
            this.what = what;
        }

        String what() {
            return what;
        }
    }

    private final Dice dice;
    private final CertificateAuthority anchor = CertificateAuthority.create("anchor");

    /** They call their keys by one name, so that whoever looks for one of them must try them all. */
    private final List<CertificateAuthority> namesakes;

    private final X509Certificate leafOfFirst;
    private int turn;

    Disorder(Dice dice) {
        this.dice = dice;
        this.namesakes = Stream.generate(
                        () -> anchor.intermediate("root", draft -> draft.extension("2.5.29.14", false, ONE_KEY)))
                .limit(CROWD)
                .toList();
        this.leafOfFirst = namesakes
                .getFirst()
                .leaf("leaf", draft -> draft.names(Judged.NAME).extension("2.5.29.35", false, SIGNED_BY_IT))
                .leaf();
    }

    /** Each kind in its turn. */
    JudgedChain of(OddChains.Issued issued, List<String> oddities) {
        var kind = Kind.values()[turn++ % Kind.values().length];
        var leaf = issued.leaf();
        var chain = new ArrayList<>(List.of(issued.middle()));
        var trusted = new ArrayList<>(List.of(issued.root().certificate()));
        var name = Judged.NAME;
        switch (kind) {
            case ROOT_SERVED -> chain.add(issued.root().certificate());
            case SHUFFLED -> shuffle(chain, issued);
            case NO_MIDDLE -> chain.clear();
            case LEAF_TRUSTED -> trusted.set(0, issued.leaf());
            case MIDDLE_TRUSTED -> trusted.set(0, issued.middle());
            case NAMESAKE -> trusted.add(dice.between(0, 1), namesakes().getFirst());
            case OTHER_NAME -> trusted.set(0, issued.root().renamed("ROOT").certificate());
            case CROSSED -> cross(chain, trusted, issued);
            case CROWD_SERVED -> {
                leaf = leafOfFirst;
                chain.addAll(namesakes());
                trusted.add(anchor.certificate());
            }
            case CROWD_TRUSTED -> {
                leaf = leafOfFirst;
                trusted.addAll(namesakes());
            }
            case TRAILING_DOT -> name = "a.ns.svc.";
            case CAPITALS -> name = "A.ns.SVC";
            case ADDRESS -> name = "10.0.0.1";
            case STAR -> name = "*.ns.svc";
        }
        chain.addFirst(leaf);
        var pem = trusted.stream().map(Pem::of).collect(Collectors.joining());
        var all = new ArrayList<>(oddities);
        all.add(kind.what);
        return new JudgedChain(OddChains.FAMILY, all, chain, Pem.bundle(pem), name, Judged.NOW);
    }

    private List<X509Certificate> namesakes() {
        return dice.shuffled(
                namesakes.stream().map(CertificateAuthority::certificate).toList());
    }

    private void shuffle(List<X509Certificate> chain, OddChains.Issued issued) {
        chain.addAll(List.of(issued.middle(), issued.leaf(), issued.leaf()));
        chain.addAll(namesakes().subList(0, 2));
        var shuffled = dice.shuffled(chain);
        chain.clear();
        chain.addAll(shuffled);
    }

    private void cross(List<X509Certificate> chain, List<X509Certificate> trusted, OddChains.Issued issued) {
        var other = namesakes.getFirst();
        chain.add(other.crossSign(issued.root()));
        chain.add(issued.root().crossSign(other));
        trusted.set(0, dice.percent(50) ? other.certificate() : issued.root().certificate());
    }
}
