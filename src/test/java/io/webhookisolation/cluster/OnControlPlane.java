package io.webhookisolation.cluster;

import io.webhookisolation.cluster.real.RealPlaneCondition;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test class, in its constructor, a {@link io.webhookisolation.scenario.ControlPlane} that all such classes share
 * and a {@link TestNamespace} that each of its methods has for itself.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith({RealPlaneCondition.class, ControlPlaneExtension.class})
@Tag("control-plane")
public @interface OnControlPlane {}
