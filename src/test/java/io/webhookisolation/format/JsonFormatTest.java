package io.webhookisolation.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.webhookisolation.model.Repair;
import io.webhookisolation.model.ServiceClass;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.ServiceVerdict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonFormatTest {

    @Test
    void prints_the_contract_with_the_fields_in_their_order() {
        var report = AuditReport.of(
                SampleAudits.audit(List.of(SampleAudits.broad()), List.of(SampleAudits.overlapFinding())));

        var json = new JsonFormat().print(report);

        assertThat(json).isEqualTo("""
                        {
                          "apiVersion": "audit.webhook-isolation.io/v1alpha1",
                          "kind": "AuditReport",
                          "summary": {
                            "services": 1,
                            "isolated": 0,
                            "overlapping": 1,
                            "errors": 1,
                            "warnings": 0,
                            "notes": 0,
                            "objects": 9,
                            "unknownKinds": {
                              "Widget": 2
                            }
                          },
                          "services": [
                            {
                              "namespace": "shared",
                              "name": "alpha-webhook",
                              "class": "EffectiveOverlap",
                              "callSites": [
                                {
                                  "kind": "ValidatingWebhookConfiguration",
                                  "name": "alpha-validating",
                                  "entry": "valpha.example.com",
                                  "source": {
                                    "file": "alpha.yaml",
                                    "line": 1,
                                    "column": 1
                                  }
                                }
                              ],
                              "owners": [
                                {
                                  "kind": "Deployment",
                                  "namespace": "shared",
                                  "name": "alpha-manager",
                                  "component": "alpha",
                                  "receivesTraffic": true,
                                  "evidence": [
                                    "E10 +40: same file"
                                  ],
                                  "source": {
                                    "file": "alpha.yaml",
                                    "line": 60,
                                    "column": 1
                                  }
                                }
                              ],
                              "foreign": [
                                {
                                  "kind": "Deployment",
                                  "namespace": "shared",
                                  "name": "beta-manager",
                                  "component": "beta",
                                  "receivesTraffic": true,
                                  "evidence": [
                                    "E7 0: no common prefix"
                                  ],
                                  "source": {
                                    "file": "beta.yaml",
                                    "line": 20,
                                    "column": 1
                                  }
                                }
                              ],
                              "unknown": [],
                              "selector": {
                                "control-plane": "controller-manager"
                              },
                              "repair": {
                                "kind": "NarrowSelector",
                                "addLabels": {
                                  "app.kubernetes.io/name": "alpha"
                                },
                                "templateLabels": {},
                                "reason": "the smallest set that excludes every foreign workload"
                              },
                              "source": {
                                "file": "alpha.yaml",
                                "line": 41,
                                "column": 3
                              }
                            }
                          ],
                          "findings": [
                            {
                              "code": "WI101",
                              "title": "EffectiveOverlap",
                              "severity": "error",
                              "message": "Service shared/alpha-webhook also reaches Deployment/beta-manager.",
                              "object": {
                                "apiVersion": "v1",
                                "kind": "Service",
                                "namespace": "shared",
                                "name": "alpha-webhook"
                              },
                              "source": {
                                "file": "alpha.yaml",
                                "line": 41,
                                "column": 3
                              },
                              "evidence": [
                                "E10 +40: same file"
                              ],
                              "fingerprint": "FINGERPRINT"
                            }
                          ],
                          "clashes": []
                        }
                        """.replace(
                        "FINGERPRINT", report.findings().getFirst().fingerprint()));
    }

    @Test
    void prints_the_same_bytes_however_the_audit_was_ordered() {
        var findings = List.of(SampleAudits.overlapFinding(), SampleAudits.urlNote());
        var services = List.of(SampleAudits.broad(), SampleAudits.precise());

        var straight = new JsonFormat().print(AuditReport.of(SampleAudits.audit(services, findings)));
        var reversed =
                new JsonFormat().print(AuditReport.of(SampleAudits.audit(services.reversed(), findings.reversed())));

        assertThat(reversed).isEqualTo(straight);
    }

    @Test
    void leaves_the_source_out_where_there_is_no_file() throws Exception {
        var missing = new ServiceVerdict(
                new ServiceReference("shared", "gone"),
                Optional.empty(),
                ServiceClass.SERVICE_NOT_FOUND,
                List.of(),
                List.of(),
                Repair.none(""));

        var json = new JsonFormat().print(AuditReport.of(SampleAudits.audit(List.of(missing), List.of())));

        var service = new ObjectMapper().readTree(json).path("services").path(0);
        assertThat(service.path("class").asText()).isEqualTo("ServiceNotFound");
        assertThat(service.has("source")).isFalse();
        assertThat(service.path("selector").isEmpty()).isTrue();
    }
}
