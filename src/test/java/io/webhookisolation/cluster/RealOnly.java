package io.webhookisolation.cluster;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** Skipped on the embedded control plane, which cannot do it. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RealOnlyCondition.class)
public @interface RealOnly {

    /** What the embedded plane lacks, in the words of docs/development.md. */
    String because();
}
