package io.webhookisolation.ownership;

import io.webhookisolation.model.Evidence;
import io.webhookisolation.model.Provenance;
import java.util.Optional;
import java.util.function.Function;

/**
 * E3 and E5: a tool that installs marked Service and workload as parts of the same installation, or of two different ones.
 *
 * <p>Much that has nothing to do with each other may come in one installation, so that this alone never makes an owner.
 */
final class InstallationMark implements EvidenceRule {

    static final String HELM = "E3";
    static final String OLM = "E5";
    private static final int WEIGHT = 25;

    private final String code;
    private final String installation;
    private final Function<Provenance, Optional<String>> mark;

    private InstallationMark(String code, String installation, Function<Provenance, Optional<String>> mark) {
        this.code = code;
        this.installation = installation;
        this.mark = mark;
    }

    /** E3: the annotations of a Helm release; all sub-charts of an umbrella chart are one release. */
    static InstallationMark ofHelm() {
        return new InstallationMark(HELM, "Helm release", Provenance::helmRelease);
    }

    /** E5: the ClusterServiceVersion that owns both; one bundle may hold several Deployments. */
    static InstallationMark ofOlm() {
        return new InstallationMark(OLM, "OLM bundle", Provenance::olmOwner);
    }

    @Override
    public Optional<Evidence> examine(Claim claim) {
        var service = mark.apply(claim.service().provenance());
        var workload = mark.apply(claim.unit().provenance());
        if (service.isEmpty() || workload.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                service.equals(workload)
                        ? new Evidence(
                                code,
                                WEIGHT,
                                claim.who() + " and the Service are of " + installation + " " + service.get())
                        : new Evidence(
                                code,
                                -WEIGHT,
                                claim.who() + " is of " + installation + " " + workload.get() + ", the Service of "
                                        + service.get()));
    }
}
