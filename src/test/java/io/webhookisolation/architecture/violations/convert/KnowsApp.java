package io.webhookisolation.architecture.violations.convert;

import io.webhookisolation.architecture.violations.app.Main;

record KnowsApp(Main app) {}
