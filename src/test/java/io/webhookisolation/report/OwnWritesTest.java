package io.webhookisolation.report;

import static io.webhookisolation.report.Sample.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnWritesTest {

    private final OwnWrites<String> writes = new OwnWrites<>(Duration.ofSeconds(30));

    @ParameterizedTest
    @CsvSource({"9, true", "99, true", "100, false", "101, false", "1000, false", "abc, false"})
    void isUnseenWhileTheCacheShowsAnOlderVersion(String seen, boolean unseen) {
        // given
        writes.wrote("u-1", "100", "narrowed", NOON);

        // when
        var what = writes.unseen("u-1", seen, NOON);

        // then
        assertThat(what.isPresent()).isEqualTo(unseen);
    }

    @Test
    void isForgottenOnceSeen() {
        // given
        writes.wrote("u-1", "100", "narrowed", NOON);

        // when
        writes.unseen("u-1", "100", NOON);

        // then
        assertThat(writes.unseen("u-1", "99", NOON)).isEmpty();
    }

    @Test
    void aCacheThatNeverCatchesUpIsNotWaitedForForEver() {
        // given
        writes.wrote("u-1", "100", "narrowed", NOON);

        // when
        var what = writes.unseen("u-1", "99", NOON.plusSeconds(31));

        // then
        assertThat(what).isEmpty();
    }

    @Test
    void anotherObjectOfTheSameNameIsNotWaitedFor() {
        // given
        writes.wrote("u-1", "100", "narrowed", NOON);

        // when
        var what = writes.unseen("u-2", "50", NOON);

        // then
        assertThat(what).isEmpty();
    }
}
