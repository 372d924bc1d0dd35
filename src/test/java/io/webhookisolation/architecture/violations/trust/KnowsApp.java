package io.webhookisolation.architecture.violations.trust;

import io.webhookisolation.architecture.violations.app.Main;

record KnowsApp(Main app) {}
