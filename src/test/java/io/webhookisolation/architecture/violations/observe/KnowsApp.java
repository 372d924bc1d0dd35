package io.webhookisolation.architecture.violations.observe;

import io.webhookisolation.architecture.violations.app.Main;

record KnowsApp(Main app) {}
