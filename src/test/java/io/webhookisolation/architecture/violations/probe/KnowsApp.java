package io.webhookisolation.architecture.violations.probe;

import io.webhookisolation.architecture.violations.app.Main;

record KnowsApp(Main app) {}
