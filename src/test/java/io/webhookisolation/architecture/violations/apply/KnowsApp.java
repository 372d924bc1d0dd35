package io.webhookisolation.architecture.violations.apply;

import io.webhookisolation.architecture.violations.app.Main;

record KnowsApp(Main app) {}
