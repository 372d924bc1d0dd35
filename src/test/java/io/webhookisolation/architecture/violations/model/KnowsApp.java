package io.webhookisolation.architecture.violations.model;

import io.webhookisolation.architecture.violations.app.Main;

record KnowsApp(Main app) {}
