package io.webhookisolation.architecture.violations.certify;

import io.webhookisolation.architecture.violations.app.Main;

record KnowsApp(Main app) {}
