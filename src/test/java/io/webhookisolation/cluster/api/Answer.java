package io.webhookisolation.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;

/** A complete answer to one request. */
public record Answer(int code, JsonNode body) {}
