package io.webhookisolation.architecture.violations.pki;

import io.webhookisolation.architecture.violations.app.Main;

record KnowsApp(Main app) {}
