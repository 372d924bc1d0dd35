package io.webhookisolation.plan;

import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.Relation;
import io.webhookisolation.model.RepairKind;

/** {@code lws} and {@code kueue} carry the scaffold label only, and a policy lets templates be labelled. */
final class Unlabelled {

    /** What {@code lws} lacks. */
    static final LabelSet LABEL = LabelSet.of("app.kubernetes.io/name", "lws");

    private Unlabelled() {}

    static Scene scene() {
        var scene = Scene.founding();
        scene.crews.clear();
        scene.slices.clear();
        scene.crews.add(crew("lws", Relation.OWNER));
        scene.crews.add(crew("kueue", Relation.FOREIGN));
        scene.crews.forEach(crew -> scene.serve(crew.pods.getFirst()));
        scene.add = LABEL;
        scene.repair = RepairKind.LABEL_THEN_NARROW;
        scene.policy = Policies.labelling(scene.policy);
        return scene;
    }

    /** A Deployment whose template may be labelled, with one Pod. */
    static Crew crew(String name, Relation relation) {
        var crew = new Crew(name, relation, Scene.SCAFFOLD)
                .revision("-1", Scene.SCAFFOLD, 1)
                .pod("-a", Scene.SCAFFOLD, true, false);
        crew.control = Crew.control("", "9443");
        return crew;
    }
}
