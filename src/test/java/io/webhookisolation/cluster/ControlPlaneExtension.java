package io.webhookisolation.cluster;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.webhookisolation.cluster.real.PlaneBinaries;
import io.webhookisolation.cluster.real.PlaneOptions;
import io.webhookisolation.cluster.real.RealControlPlane;
import io.webhookisolation.scenario.ControlPlane;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Starts one control plane per test run and closes it at the end: the embedded one, or with {@code -Dplane=real} the real one.
 */
final class ControlPlaneExtension implements ParameterResolver, TestExecutionExceptionHandler {

    private static final Namespace STORE = Namespace.create(ControlPlaneExtension.class);

    /** Closed by JUnit together with the store. */
    private record Shared(ControlPlane plane, AtomicInteger namespaces) implements AutoCloseable {

        @Override
        public void close() {
            plane.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        var type = parameter.getParameter().getType();
        return type == ControlPlane.class || type == TestNamespace.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var shared = context.getRoot()
                .getStore(STORE)
                .computeIfAbsent(Shared.class, key -> new Shared(start(), new AtomicInteger()), Shared.class);
        return parameter.getParameter().getType() == ControlPlane.class ? shared.plane() : namespace(shared);
    }

    static boolean isReal() {
        return System.getProperty("plane", "embedded").equals("real");
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        var shared = context.getRoot().getStore(STORE).get(Shared.class, Shared.class);
        if (shared != null && shared.plane() instanceof RealControlPlane real) {
            real.failed(failure);
        }
        throw failure;
    }

    private static ControlPlane start() {
        return isReal()
                ? RealControlPlane.start(PlaneBinaries.require(), PlaneOptions.DEFAULT)
                : EmbeddedControlPlane.start();
    }

    private static TestNamespace namespace(Shared shared) {
        var name = "test-" + shared.namespaces().incrementAndGet();
        shared.plane()
                .client()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
        return new TestNamespace(name);
    }
}
