package io.webhookisolation.architecture.violations.ownership;

import io.webhookisolation.architecture.violations.app.Main;

record KnowsApp(Main app) {}
