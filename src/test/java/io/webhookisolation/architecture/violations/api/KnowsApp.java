package io.webhookisolation.architecture.violations.api;

import io.webhookisolation.architecture.violations.app.Main;

record KnowsApp(Main app) {}
