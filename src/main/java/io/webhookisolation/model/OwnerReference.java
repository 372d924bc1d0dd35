package io.webhookisolation.model;

/** The controller that an object's {@code metadata.ownerReferences} names ({@code controller: true}). */
public record OwnerReference(String apiVersion, String kind, String name, String uid) {}
