package io.webhookisolation.architecture.violations.isolation;

import io.webhookisolation.architecture.violations.app.Main;

record KnowsApp(Main app) {}
