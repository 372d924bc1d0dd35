package io.webhookisolation.architecture.violations.manifest;

import io.webhookisolation.architecture.violations.app.Main;

record KnowsApp(Main app) {}
