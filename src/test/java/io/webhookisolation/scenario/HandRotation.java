package io.webhookisolation.scenario;

import io.webhookisolation.pki.CannotIssueException;
import io.webhookisolation.pki.Pem;
import io.webhookisolation.x509.ParsedBundle;
import java.util.ArrayList;
import java.util.List;

/**
 * The right order, by hand, against which the operator's is held: a generation is trusted for the dwell before it issues,
 * its leaf comes with a cross certificate, its successor is published once every Pod serves it, and nothing is removed.
 */
final class HandRotation implements Rotation {

    private final Generations generations;
    private long published = System.nanoTime();

    HandRotation(RotationStage stage) {
        generations = new Generations(stage.serverName());
    }

    @Override
    public void rotate(RotationStage stage) throws CannotIssueException {
        var next = stage.generation().orElseThrow() + 1;
        publish(stage, next);
        stage.awaitDwellSince(published);
        var content = generations.crossed(next);
        stage.store(content);
        stage.awaitServedByAll(content.chain().getFirst());
        publish(stage, next + 1);
    }

    /** Already there, but for the first one: its predecessor had it published. */
    private void publish(RotationStage stage, int number) throws CannotIssueException {
        var trusted =
                new ArrayList<>(ParsedBundle.parse(stage.bundles().getFirst()).certificates());
        if (!trusted.contains(generations.certificate(number))) {
            trusted.add(generations.certificate(number));
            stage.sites().publish(Pem.bundle(List.copyOf(trusted)));
            published = System.nanoTime();
        }
    }
}
