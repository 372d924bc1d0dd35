package io.webhookisolation.architecture.violations.plan;

import io.webhookisolation.architecture.violations.app.Main;

record KnowsApp(Main app) {}
