package io.webhookisolation.architecture.violations.suggest;

import io.fabric8.kubernetes.api.model.Service;

record KnowsLibraries(Service service) {}
