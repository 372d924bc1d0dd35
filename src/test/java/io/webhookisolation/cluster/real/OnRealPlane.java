package io.webhookisolation.cluster.real;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** Marks a test class, named {@code *IT}, that only the real control plane can satisfy. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RealPlaneCondition.class)
@Tag(OnRealPlane.TAG)
public @interface OnRealPlane {

    /** As the build names it (pom.xml, execution {@code real-control-plane}). */
    String TAG = "real-plane";
}
