package io.webhookisolation.architecture.violations.format;

interface ReportUtils {}
