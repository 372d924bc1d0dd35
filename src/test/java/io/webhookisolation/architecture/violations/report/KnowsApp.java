package io.webhookisolation.architecture.violations.report;

import io.webhookisolation.architecture.violations.app.Main;

record KnowsApp(Main app) {}
