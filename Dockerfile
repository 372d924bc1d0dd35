# How to build it and how to pin its bases: docs/install.md. Why it looks like this: docs/adr/0029-a-runtime-of-our-own.md.
ARG BUILD_IMAGE=docker.io/library/eclipse-temurin:25-jdk
ARG BASE_IMAGE=docker.io/library/debian:13-slim

FROM ${BUILD_IMAGE} AS build
WORKDIR /src
COPY . .
# Tests run before an image is built, not while.
RUN ./mvnw -B -q -Dmaven.test.skip=true package \
    && mv target/webhook-isolation /opt/webhook-isolation
# .ci/image holds this list against what jdeps finds. What the JVM starts with is dumped for `run`, which has compact headers.
RUN "$JAVA_HOME/bin/jlink" --no-header-files --no-man-pages --output /opt/java-runtime --add-modules \
      java.base,java.logging,java.management,java.naming,java.sql,java.xml,jdk.httpserver,jdk.management,jdk.unsupported \
    # For a provider whose module is not there, Java would try every provider on the class path: 10 MiB for nothing.
    && sed -i '/^security\.provider\.[0-9]*=\(SunJGSS\|SunSASL\|XMLDSig\|SunPCSC\|JdkLDAP\|JdkSASL\|SunPKCS11\)/d' \
      /opt/java-runtime/conf/security/java.security \
    && /opt/java-runtime/bin/java -Xshare:dump -XX:+UseSerialGC \
    && /opt/java-runtime/bin/java -Xshare:dump -XX:+UseSerialGC -XX:+UseCompactObjectHeaders
# Bound to the runtime that wrote it, which is no longer the one that Maven used.
RUN rm -f /opt/webhook-isolation/lib/*.aot \
    && /opt/java-runtime/bin/java -XX:AOTCacheOutput=/opt/webhook-isolation/lib/webhook-isolation.aot \
      -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xlog:disable \
      -jar /opt/webhook-isolation/lib/webhook-isolation.jar audit -f src/assembly/training.yaml --fail-on never >/dev/null

FROM ${BASE_IMAGE}
LABEL org.opencontainers.image.title="webhook-isolation" \
      org.opencontainers.image.description="Keeps each webhook Service from reaching Pods that are not its own" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /opt/java-runtime /opt/java-runtime
COPY --from=build /opt/webhook-isolation /opt/webhook-isolation
ENV JAVA_HOME=/opt/java-runtime
# Nothing is written but to /tmp, so the root file system may be read-only. The number, since Kubernetes cannot tell by
# a name that it is not root.
USER 65532:65532
WORKDIR /tmp
EXPOSE 8080 8081
ENTRYPOINT ["/opt/webhook-isolation/bin/webhook-isolation"]
CMD ["run"]
