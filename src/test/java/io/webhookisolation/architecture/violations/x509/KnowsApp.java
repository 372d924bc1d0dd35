package io.webhookisolation.architecture.violations.x509;

import io.webhookisolation.architecture.violations.app.Main;

record KnowsApp(Main app) {}
