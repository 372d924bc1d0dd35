package io.webhookisolation.model;

/** A port that a container declares; {@code name} is empty where it has none. */
public record ContainerPort(String name, int port, String protocol) {}
