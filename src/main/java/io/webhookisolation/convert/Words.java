package io.webhookisolation.convert;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.Collection;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Picks from containers the words that could name a Kubernetes object or a host; lower case, bounded in number. */
final class Words {

    /** A script in an argument must not make a Snapshot large; names that matter come early. */
    static final int MOST = 256;

    private static final int SHORTEST = 3;
    private static final int LONGEST = 253;
    private static final Pattern SEPARATORS = Pattern.compile("[^A-Za-z0-9.-]+");
    private static final Pattern NAME =
            Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");
    private static final Pattern LETTER = Pattern.compile("[a-z]");

    private Words() {}

    static SortedSet<String> of(Collection<Container> containers) {
        return containers.stream()
                .flatMap(Words::texts)
                .flatMap(text -> SEPARATORS.splitAsStream(text.toLowerCase(Locale.ROOT)))
                .map(Words::withoutFinalDot)
                .filter(Words::looksLikeName)
                .distinct()
                .limit(MOST)
                .collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
    }

    private static Stream<String> texts(Container container) {
        return Stream.of(
                        OrEmpty.list(container.getArgs()).stream(),
                        OrEmpty.list(container.getEnv()).stream().map(EnvVar::getValue),
                        OrEmpty.list(container.getVolumeMounts()).stream().map(VolumeMount::getMountPath),
                        OrEmpty.list(container.getCommand()).stream())
                .flatMap(texts -> texts.map(Words::orEmpty));
    }

    private static String orEmpty(@Nullable String text) {
        return OrEmpty.text(text);
    }

    /** A host name may be written absolute (RFC 1034), and a sentence may end in a name. */
    private static String withoutFinalDot(String word) {
        return word.endsWith(".") ? word.substring(0, word.length() - 1) : word;
    }

    private static boolean looksLikeName(String word) {
        return word.length() >= SHORTEST
                && word.length() <= LONGEST
                && NAME.matcher(word).matches()
                && LETTER.matcher(word).find();
    }
}
