package io.webhookisolation.architecture.violations.certificate;

import io.webhookisolation.architecture.violations.app.Main;

record KnowsApp(Main app) {}
