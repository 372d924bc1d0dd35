package io.webhookisolation.manifest;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** The first thing that is wrong with one file: where, and a sentence that says what to do. */
final class ManifestProblem extends Exception {

    private static final long serialVersionUID = 1L;

    private ManifestProblem(String where, String sentence) {
        super(where + ": " + sentence);
    }

    static ManifestProblem inFile(String file, String sentence) {
        return new ManifestProblem(file, sentence);
    }

    /** Line and column count from 1. */
    static ManifestProblem at(String file, int line, int column, String sentence) {
        return new ManifestProblem(file + ":" + line + ":" + column, sentence);
    }

    static ManifestProblem at(String file, Optional<Mark> mark, String sentence) {
        return mark.map(found -> at(file, found.getLine() + 1, found.getColumn() + 1, sentence))
                .orElseGet(() -> inFile(file, sentence));
    }

    static ManifestProblem at(String file, Node node, String sentence) {
        return at(file, node.getStartMark(), sentence);
    }
}
