package io.webhookisolation.architecture.violations.rotation;

import io.fabric8.kubernetes.api.model.Service;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import picocli.CommandLine;

record KnowsLibraries(Service service, Reconciler<?> reconciler, CommandLine command) {}
