package io.webhookisolation.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.model.CallSiteKind;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeTest {

    @ParameterizedTest
    @EnumSource(CallSiteKind.class)
    void aCallSiteOfAnyKindThatNamesTheServiceIsConcerned(CallSiteKind kind) {
        var site = Stage.callSite(draft -> draft.kind(kind));

        assertThat(Scope.of(List.of(site), List.of("b.ns.svc", "a.ns.svc"))).containsExactly(site);
        assertThat(Scope.of(List.of(site), List.of("b.ns.svc"))).isEmpty();
        assertThat(Arrays.asList(CallSiteKind.values())).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a.ns.svc",
                "https://A.ns.svc/validate?x=@c",
                "https://a.ns.svc:8443/validate",
                "HTTPS://someone@a.ns.svc:/"
            })
    void aUrlWhoseHostIsANameOfTheLeafIsConcernedToo(String url) {
        var site = Stage.callSite(draft -> draft.url(url));

        assertThat(Scope.serverName(site)).contains("a.ns.svc");
        assertThat(Scope.of(List.of(site), List.of("*.ns.svc"))).containsExactly(site);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://[::1]:8443/", "a.ns.svc", "http://a.ns.svc", "https://", "https://x/a.ns.svc"})
    void aUrlToNobodyOfThatNameIsNot(String url) {
        var site = Stage.callSite(draft -> draft.url(url));

        assertThat(Scope.of(List.of(site), List.of("a.ns.svc"))).isEmpty();
    }
}
