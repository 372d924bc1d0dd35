package io.webhookisolation.architecture.violations.reconcile;

import io.webhookisolation.architecture.violations.app.Main;

record KnowsApp(Main app) {}
