package io.webhookisolation.architecture.violations.suggest;

import io.webhookisolation.architecture.violations.app.Main;

record KnowsApp(Main app) {}
