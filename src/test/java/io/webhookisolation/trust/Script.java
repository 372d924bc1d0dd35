package io.webhookisolation.trust;

import io.webhookisolation.fixture.property.Dice;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A world and what happens in it.
 *
 * @param served what each Pod serves at first; the Secret holds the first
 * @param bundles of the callers at first, as bits; the last caller may verify nothing
 * @param names whom each caller calls
 */
record Script(
        List<Cast.Chain> served, List<Integer> bundles, List<String> names, boolean lastIsInsecure, List<Act> acts) {

    static final int PODS = 3;
    private static final int ALL = (1 << Cast.ROOTS) - 1;

    static Script draw(Dice dice) {
        var names = IntStream.range(0, dice.between(1, 3))
                .mapToObj(caller -> dice.oneOf(Cast.A, Cast.A, Cast.B))
                .toList();
        var fitting = Cast.CHAINS.stream()
                .filter(chain -> chain.names().containsAll(names))
                .toList();
        var first = dice.oneOf(fitting);
        var served = IntStream.range(0, dice.between(0, PODS))
                .mapToObj(pod -> dice.percent(80) ? first : dice.oneOf(fitting))
                .toList();
        var bundles = names.stream().map(name -> bundle(served, dice)).toList();
        var acts = new ArrayList<Act>();
        for (var scene = dice.between(1, 8); scene > 0; scene--) {
            addScene(acts, names.size(), dice);
        }
        return new Script(served, bundles, names, dice.percent(10), acts);
    }

    /** The same with one act less. */
    Stream<Script> smaller() {
        return IntStream.range(0, acts.size())
                .mapToObj(left -> new Script(
                        served,
                        bundles,
                        names,
                        lastIsInsecure,
                        IntStream.range(0, acts.size())
                                .filter(index -> index != left)
                                .mapToObj(acts::get)
                                .toList()));
    }

    /** One that verifies all that is served, and often more; empty is the system's roots, which know the foreign authority. */
    private static int bundle(List<Cast.Chain> served, Dice dice) {
        if (served.stream().allMatch(chain -> chain.lastUnder().containsKey(Cast.FOREIGN)) && dice.percent(30)) {
            return 0;
        }
        var needed = served.stream()
                .map(chain ->
                        dice.oneOf(chain.lastUnder().keySet().stream().sorted().toList()))
                .mapToInt(Cast::with)
                .reduce(0, (left, right) -> left | right);
        return needed | (dice.percent(60) ? few(dice) : 0);
    }

    private static void addScene(List<Act> acts, int callers, Dice dice) {
        switch (dice.between(0, 9)) {
            case 0, 1 -> {
                var root = Cast.with(dice.between(0, Cast.ROOTS - 1));
                IntStream.range(0, callers).forEach(caller -> acts.add(new Act.Publish(caller, root, 0)));
                acts.add(new Act.Wait(dice.oneOf(59, 60, 61)));
                acts.add(new Act.Store(dice.oneOf(Cast.CHAINS)));
            }
            case 2, 3 -> {
                IntStream.range(0, PODS).forEach(pod -> acts.add(new Act.Load(pod, dice.between(0, 1))));
                acts.add(new Act.Wait(dice.oneOf(10, 100, 200)));
                lookTwice(acts, dice);
                acts.add(publish(callers, dice));
            }
            case 4 -> acts.add(new Act.Wait(dice.oneOf(1, 30, 59, 60, 179, 180, 1_000, 1_900, 6_000)));
            case 5 -> acts.add(new Act.Store(dice.oneOf(Cast.CHAINS)));
            case 6 -> acts.add(publish(callers, dice));
            case 7 -> acts.add(new Act.Start(dice.between(0, PODS - 1), dice.between(0, 2)));
            case 8 -> acts.add(new Act.Load(dice.between(0, PODS - 1), dice.between(0, 2)));
            default -> acts.add(rare(dice));
        }
    }

    private static void lookTwice(List<Act> acts, Dice dice) {
        IntStream.range(0, PODS).filter(pod -> dice.percent(95)).forEach(pod -> acts.add(new Act.Look(pod)));
        acts.add(new Act.Wait(dice.oneOf(5, 5, 59, 61)));
        IntStream.range(0, PODS).forEach(pod -> acts.add(new Act.Look(pod)));
    }

    private static Act publish(int callers, Dice dice) {
        var add = dice.percent(50) ? Cast.with(dice.between(Cast.FIRST, Cast.THIRD)) : 0;
        var drop = dice.percent(80) ? few(dice) & ~add : 0;
        return new Act.Publish(dice.between(0, callers - 1), dice.percent(5) ? ALL : add, dice.percent(3) ? ALL : drop);
    }

    private static int few(Dice dice) {
        return IntStream.range(0, Cast.ROOTS)
                .filter(place -> dice.percent(25))
                .map(Cast::with)
                .sum();
    }

    private static Act rare(Dice dice) {
        return switch (dice.between(0, 3)) {
            case 0 -> new Act.Blind(dice.percent(30));
            case 1 -> new Act.RollOut(dice.percent(30));
            default -> new Act.Stop(dice.between(0, PODS - 1));
        };
    }
}
