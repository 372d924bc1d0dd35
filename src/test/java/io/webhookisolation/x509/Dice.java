package io.webhookisolation.x509;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Draws of the generators of chains, from one seed. */
final class Dice {

    private final Random random;

    Dice(long seed) {
        random = new Random(seed);
    }

    /** For what wants a Random of its own kind. */
    Random shuffling() {
        return random;
    }

    RandomGenerator random() {
        return random;
    }

    boolean maybe(double probability) {
        return random.nextDouble() < probability;
    }

    @SafeVarargs
    final <T> T pick(T... some) {
        return some[random.nextInt(some.length)];
    }

    <T> T pick(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    /** Each of them with this probability, in any order. */
    <T> List<T> some(List<T> all, double probability) {
        var drawn =
                new ArrayList<>(all.stream().filter(each -> maybe(probability)).toList());
        Collections.shuffle(drawn, random);
        return drawn;
    }
}
