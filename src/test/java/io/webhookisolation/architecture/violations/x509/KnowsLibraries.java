package io.webhookisolation.architecture.violations.x509;

import io.fabric8.kubernetes.api.model.Service;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import org.bouncycastle.asn1.ASN1Encodable;
import picocli.CommandLine;

record KnowsLibraries(Service service, Reconciler<?> reconciler, CommandLine command, ASN1Encodable certificate) {}
