package io.webhookisolation.probe;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.net.DatagramSocket;
import java.net.Socket;
import java.net.URL;
import java.net.http.HttpClient;
import java.nio.channels.Channel;
import javax.net.SocketFactory;
import org.junit.jupiter.api.Test;

class OnlyTheDialerDialsTest {

    private static final DescribedPredicate<JavaClass> CONNECTION = assignableTo(Socket.class)
            .or(assignableTo(SocketFactory.class))
            .or(assignableTo(DatagramSocket.class))
            .or(assignableTo(Channel.class));

    private static final DescribedPredicate<JavaCall<?>> OPENS_ONE =
            target(owner(CONNECTION)).and(target(nameMatching("<init>|connect|open.*|createSocket")));

    @Test
    void noOtherClassOfThisPackageCanOpenAConnection() {
        var rule = noClasses()
                .that()
                .doNotBelongToAnyOf(Dialer.class)
                .should()
                .callCodeUnitWhere(OPENS_ONE)
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(URL.class, HttpClient.class);

        rule.check(production());
    }

    @Test
    void theRuleWouldNoticeOne() {
        var result = noClasses().should().callCodeUnitWhere(OPENS_ONE).evaluate(production());

        assertThat(result.getFailureReport().getDetails()).anyMatch(detail -> detail.contains("Dialer"));
    }

    private static JavaClasses production() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.webhookisolation.probe");
    }
}
