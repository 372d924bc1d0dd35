package io.webhookisolation.manifest;

import java.util.Optional;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.Parser;

/** Stops the stream of YAML events at a limit, before the composer, which recurses, meets what lies beyond. */
final class BoundedParser implements Parser {

    private final Parser parser;
    private final ManifestLimits limits;
    private int depth;
    private int aliases;
    private int nodes;

    BoundedParser(Parser parser, ManifestLimits limits) {
        this.parser = parser;
        this.limits = limits;
    }

    @Override
    public boolean checkEvent(Event.ID choice) {
        return parser.checkEvent(choice);
    }

    @Override
    public Event peekEvent() {
        return parser.peekEvent();
    }

    @Override
    public boolean hasNext() {
        return parser.hasNext();
    }

    @Override
    public Event next() {
        var event = parser.next();
        switch (event) {
            case CollectionStartEvent start -> require(++depth <= limits.depth(), start, deep());
            case CollectionEndEvent end -> depth--;
            case AliasEvent alias -> require(++aliases <= limits.aliases(), alias, manyAliases());
            default -> {}
        }
        if (event instanceof NodeEvent) {
            require(++nodes <= limits.nodes(), event, manyNodes(limits));
        }
        return event;
    }

    private String deep() {
        return "more than " + limits.depth() + " levels of maps and lists inside each other; no manifest needs that";
    }

    private String manyAliases() {
        return "more than " + limits.aliases() + " aliases in one file; write the values out";
    }

    static String manyNodes(ManifestLimits limits) {
        return "more than " + limits.nodes() + " values in one file; split it";
    }

    private static void require(boolean holds, Event event, String sentence) {
        if (!holds) {
            throw new LimitException(event.getStartMark(), sentence);
        }
    }

    /** A limit was passed at this place. */
    static final class LimitException extends YamlEngineException {
        private static final long serialVersionUID = 1L;

        private final transient Optional<Mark> mark;
        private final String sentence;

        LimitException(Optional<Mark> mark, String sentence) {
            super(sentence);
            this.mark = mark;
            this.sentence = sentence;
        }

        String sentence() {
            return sentence;
        }

        Optional<Mark> mark() {
            return mark;
        }
    }
}
