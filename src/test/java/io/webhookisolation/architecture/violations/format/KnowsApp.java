package io.webhookisolation.architecture.violations.format;

import io.webhookisolation.architecture.violations.app.Main;

record KnowsApp(Main app) {}
