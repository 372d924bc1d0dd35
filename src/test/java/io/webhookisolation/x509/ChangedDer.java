package io.webhookisolation.x509;

import io.webhookisolation.fixture.certificate.Pem;
import io.webhookisolation.fixture.property.Dice;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Certificates with one element of their DER changed, where no signature tells: in a root of the bundle, in a leaf that
 * stands in the bundle itself, and in a certificate that is served and not needed.
 */
final class ChangedDer {

    static final String FAMILY = "changed DER";

    private static final List<Integer> TAGS = List.of(
            0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0c, 0x13, 0x17, 0x18, 0x24, 0x30, 0x31, 0x80, 0x82, 0xa0, 0xa3, 0x1f);

    private static final List<byte[]> CONTENTS = List.of(
            new byte[0], new byte[1], new byte[2], new byte[] {1}, new byte[] {-1}, new byte[] {-1, -1}, new byte[] {
                0, -128
            });

    private final Map<String, Consumer<DerTree>> changes = new LinkedHashMap<>();
    private final Dice dice;
    private final GoodChains good;

    ChangedDer(Dice dice, GoodChains good) {
        this.dice = dice;
        this.good = good;
        changes.put("another octet", this::octetChanged);
        changes.put("one octet more", this::octetAdded);
        changes.put("one octet less", this::octetRemoved);
        changes.put("another content", tree -> pick(tree, true).content(dice.oneOf(CONTENTS)));
        changes.put("another tag", tree -> pick(tree, dice.percent(50)).tag(dice.oneOf(TAGS)));
        changes.put("element twice", this::doubled);
        changes.put("element missing", tree -> {
            var parent = pick(tree, false);
            parent.children().remove(at(parent.children().size()));
        });
        changes.put("elements in another order", tree -> {
            var children = pick(tree, false).children();
            var shuffled = dice.shuffled(children);
            children.clear();
            children.addAll(shuffled);
        });
        changes.put(
                "length longer than needed",
                tree -> pick(tree, dice.percent(50)).length(DerTree.Length.LONGER));
        changes.put("length unknown", tree -> pick(tree, false).length(DerTree.Length.UNKNOWN));
    }

    List<String> all() {
        return List.copyOf(changes.keySet());
    }

    Stream<JudgedChain> take(int count) {
        return IntStream.iterate(0, number -> number + 1)
                .boxed()
                .flatMap(number -> judged(number).stream())
                .limit(count);
    }

    /** Nothing where the JDK does not read what would have to be served. */
    private Optional<JudgedChain> judged(int number) {
        var change = all().get(number % changes.size());
        var drawn = good.draw();
        return switch (number / changes.size() % 3) {
            case 0 -> {
                var others = good.among(drawn.root(), dice.between(0, 1));
                var pem = others.stream()
                        .map(each -> each.equals(drawn.root()) ? block(changed(each, change)) : Pem.of(each))
                        .collect(Collectors.joining());
                yield Optional.of(of(List.of(change, "in a trusted root"), drawn.chain(), pem));
            }
            case 1 -> {
                var leaf = changed(drawn.chain().getFirst(), change);
                yield read(leaf).map(served -> of(List.of(change, "in a trusted leaf"), List.of(served), block(leaf)));
            }
            default -> {
                var chain = new ArrayList<>(drawn.chain());
                var more = read(changed(dice.oneOf(drawn.chain()), change));
                more.ifPresent(chain::add);
                yield more.map(any -> of(List.of(change, "in a served certificate"), chain, Pem.of(drawn.root())));
            }
        };
    }

    private static JudgedChain of(List<String> oddities, List<X509Certificate> chain, String pem) {
        return new JudgedChain(FAMILY, oddities, chain, Pem.bundle(pem), Judged.NAME, Judged.NOW);
    }

    private byte[] changed(X509Certificate certificate, String change) {
        try {
            var tree = DerTree.parse(certificate.getEncoded());
            changes.getOrDefault(change, any -> {}).accept(tree);
            return tree.write();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private int at(int size) {
        return dice.between(0, size - 1);
    }

    /** An element without children, or one with. */
    private DerTree pick(DerTree tree, boolean whole) {
        return dice.oneOf(
                tree.all().stream().filter(each -> each.isWhole() == whole).toList());
    }

    private void octetChanged(DerTree tree) {
        var element = pick(tree, true);
        var content = element.content();
        if (content.length > 0) {
            content[at(content.length)] = (byte) dice.between(0, 255);
        }
        element.content(content);
    }

    private void octetAdded(DerTree tree) {
        var element = pick(tree, true);
        var longer = new byte[element.content().length + 1];
        var shift = dice.between(0, 1);
        System.arraycopy(element.content(), 0, longer, shift, longer.length - 1);
        element.content(longer);
    }

    private void octetRemoved(DerTree tree) {
        var element = pick(tree, true);
        var content = element.content();
        var shift = dice.between(0, 1);
        var shorter = new byte[Math.max(0, content.length - 1)];
        System.arraycopy(content, content.length > 0 ? shift : 0, shorter, 0, shorter.length);
        element.content(shorter);
    }

    private void doubled(DerTree tree) {
        var parent = pick(tree, false);
        var child = dice.oneOf(parent.children());
        parent.children().add(at(parent.children().size() + 1), child.copy());
    }

    private static String block(byte[] der) {
        return Pem.block("CERTIFICATE", der);
    }

    private static Optional<X509Certificate> read(byte[] der) {
        try {
            return Optional.of((X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der)));
        } catch (CertificateException e) {
            return Optional.empty();
        }
    }
}
