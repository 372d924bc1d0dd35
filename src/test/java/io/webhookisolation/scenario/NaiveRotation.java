package io.webhookisolation.scenario;

import io.webhookisolation.model.TrustBundle;
import io.webhookisolation.pki.CannotIssueException;
import io.webhookisolation.pki.Pem;
import io.webhookisolation.x509.ParsedBundle;
import java.util.ArrayList;
import java.util.List;

/** Rotations as people write them who have not been called at night: each leaves out one precaution, and fails calls. */
enum NaiveRotation implements Rotation {

    /** Trusts the new authority once everything serves its leaf. */
    LEAF_FIRST {
        @Override
        public void rotate(RotationStage stage) throws CannotIssueException {
            var generations = new Generations(stage.serverName());
            var next = next(stage);
            var content = generations.bare(next);
            stage.store(content);
            stage.awaitServedByAll(content.chain().getFirst());
            stage.letItBeSeen();
            stage.sites().publish(successors(generations, next));
        }
    },

    /** Trusts nothing but the new authority while the old leaf is still served. */
    BUNDLE_AT_ONCE {
        @Override
        public void rotate(RotationStage stage) throws CannotIssueException {
            var generations = new Generations(stage.serverName());
            var next = next(stage);
            var content = generations.bare(next);
            stage.sites().publish(successors(generations, next));
            stage.letItBeSeen();
            stage.store(content);
            stage.awaitServedByAll(content.chain().getFirst());
        }
    },

    /** Drops the old authority as soon as some Pod serves the new leaf; wants one that never reads it by itself. */
    FIRST_POD_COUNTS {
        @Override
        public void rotate(RotationStage stage) throws CannotIssueException {
            var generations = new Generations(stage.serverName());
            var next = next(stage);
            var content = generations.bare(next);
            var leaf = content.chain().getFirst();
            var published = System.nanoTime();
            stage.sites().publish(with(stage.bundles().getFirst(), generations, next));
            stage.awaitDwellSince(published);
            stage.store(content);
            stage.awaitServedBySome(leaf);
            stage.sites().publish(successors(generations, next));
            stage.letItBeSeen();
            stage.replacePodsWithout(leaf);
            stage.awaitServedByAll(leaf);
        }
    };

    private static int next(RotationStage stage) {
        return stage.generation().orElseThrow() + 1;
    }

    private static TrustBundle successors(Generations generations, int number) throws CannotIssueException {
        return Pem.bundle(List.of(generations.certificate(number), generations.certificate(number + 1)));
    }

    private static TrustBundle with(TrustBundle present, Generations generations, int number)
            throws CannotIssueException {
        var trusted = new ArrayList<>(ParsedBundle.parse(present).certificates());
        trusted.add(generations.certificate(number));
        return Pem.bundle(trusted);
    }
}
