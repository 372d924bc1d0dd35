package io.webhookisolation.architecture.violations.rotation;

import io.webhookisolation.architecture.violations.app.Main;

record KnowsApp(Main app) {}
