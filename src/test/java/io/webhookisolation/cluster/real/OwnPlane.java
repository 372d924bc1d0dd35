package io.webhookisolation.cluster.real;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Gives a test class, in its constructor, a real control plane that no other class has, since this one breaks it.
 *
 * <p>The class lives as long as all its tests ({@code PER_CLASS}), and its plane ends with it.
 */
public final class OwnPlane implements ParameterResolver, TestExecutionExceptionHandler {

    private static final Namespace STORE = Namespace.create(OwnPlane.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RealControlPlane.class;
    }

    /** The store closes it. */
    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(STORE)
                .computeIfAbsent(
                        RealControlPlane.class,
                        key -> RealControlPlane.start(PlaneBinaries.require(), PlaneOptions.DEFAULT),
                        RealControlPlane.class);
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        var plane = context.getStore(STORE).get(RealControlPlane.class, RealControlPlane.class);
        if (plane != null) {
            plane.failed(failure);
        }
        throw failure;
    }
}
