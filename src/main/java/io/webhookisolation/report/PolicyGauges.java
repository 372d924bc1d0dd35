package io.webhookisolation.report;

import io.fabric8.kubernetes.api.model.Condition;
import io.webhookisolation.api.v1alpha1.PolicyStatus;
import io.webhookisolation.api.v1alpha1.ServiceStatus;
import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.Relation;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.ServiceClass;
import io.webhookisolation.model.ServiceVerdict;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** All gauges that one evaluated policy shows; a pure function. */
final class PolicyGauges {

    private final Map<Series, Double> values = new HashMap<>();
    private final Evaluation evaluation;

    private PolicyGauges(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    static Map<Series, Double> of(Evaluation evaluation, PolicyStatus status) {
        var gauges = new PolicyGauges(evaluation);
        evaluation.standings().forEach(gauges::service);
        evaluation
                .ownCertificates()
                .forEach(certificate -> gauges.values.putAll(CertificateGauges.of(
                        certificate,
                        ServiceRows.row(status, certificate.service().name()).map(ServiceStatus::certificate))));
        gauges.values.putAll(
                conditions(evaluation.policy().namespace(), evaluation.policy().name(), status));
        return gauges.values;
    }

    static Map<Series, Double> conditions(String namespace, String policy, PolicyStatus status) {
        var values = new HashMap<Series, Double>();
        for (var condition : Present.list(status.conditions())) {
            for (var truth : Truth.values()) {
                values.put(
                        Series.of(Metric.POLICY_CONDITION, namespace, policy, condition.getType(), truth.word()),
                        isAt(condition, truth) ? 1.0 : 0.0);
            }
        }
        return values;
    }

    private static boolean isAt(Condition condition, Truth truth) {
        return truth.word().equals(condition.getStatus());
    }

    private void service(Standing standing) {
        var verdict = standing.verdict();
        var namespace = verdict.reference().namespace();
        var name = verdict.reference().name();
        values.put(
                Series.of(
                        Metric.SERVICE_INFO,
                        namespace,
                        name,
                        verdict.serviceClass().reason(),
                        evaluation.policy().mode().word(),
                        verdict.service()
                                .map(Service::manager)
                                .map(manager -> manager.name())
                                .orElse("")),
                1.0);
        values.put(
                Series.of(Metric.SERVICE_ISOLATED, namespace, name),
                verdict.serviceClass() == ServiceClass.ISOLATED ? 1.0 : 0.0);
        var endpoints = evaluation.endpoints().getOrDefault(verdict.reference(), Map.of());
        for (var relation : Relation.values()) {
            values.put(
                    Series.of(
                            Metric.SERVICE_ENDPOINTS,
                            namespace,
                            name,
                            relation.name().toLowerCase(Locale.ROOT)),
                    endpoints.getOrDefault(relation, 0).doubleValue());
        }
        verdict.callSites().forEach(callSite -> webhook(verdict, callSite));
        standing.plan()
                .contest()
                .ifPresent(contest -> values.put(
                        Series.of(Metric.CONTESTED, namespace, name, contest.manager()),
                        contest.isOpen(evaluation.now()) ? 1.0 : 0.0));
        if (standing.suggests()) {
            values.merge(
                    Series.of(
                            Metric.SUGGESTIONS,
                            namespace,
                            verdict.serviceClass().reason()),
                    1.0,
                    Double::sum);
        }
    }

    private void webhook(ServiceVerdict verdict, CallSite callSite) {
        values.put(
                Series.of(
                        Metric.WEBHOOK_INFO,
                        callSite.entry(),
                        callSite.configuration().name(),
                        callSite.configuration().kind(),
                        verdict.reference().namespace(),
                        verdict.reference().name(),
                        String.valueOf(callSite.port()),
                        callSite.failurePolicy()),
                1.0);
    }
}
