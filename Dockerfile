# docker build -t webhook-isolation:0.1.0-SNAPSHOT .

FROM eclipse-temurin:25-jdk AS build
WORKDIR /src
COPY . .
# Tests run before an image is built, not while.
RUN ./mvnw -B -q -Dmaven.test.skip=true package \
    # It is bound to the JDK that wrote it, and the runtime is another one.
    && rm -f target/webhook-isolation/lib/*.aot

FROM eclipse-temurin:25-jre
LABEL org.opencontainers.image.title="webhook-isolation" \
      org.opencontainers.image.description="Keeps each webhook Service from reaching Pods that are not its own" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /src/target/webhook-isolation /opt/webhook-isolation
# Nothing is written but to /tmp, so the root file system may be read-only. The number, since Kubernetes cannot tell by
# a name that it is not root.
USER 65532:65532
WORKDIR /tmp
EXPOSE 8080 8081
ENTRYPOINT ["/opt/webhook-isolation/bin/webhook-isolation"]
CMD ["run"]
