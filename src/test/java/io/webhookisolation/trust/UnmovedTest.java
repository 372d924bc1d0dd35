package io.webhookisolation.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webhookisolation.model.ObjectKey;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UnmovedTest {

    private static final ObjectKey SECRET = ObjectKey.live("v1", "Secret", "ns", "serving");

    @Test
    void aWriteWithoutWhatItWasDecidedOnCannotBeExpressed() {
        assertThatThrownBy(() -> new Unmoved(SECRET, "uid", "", Optional.empty()))
                .hasMessageContaining("unguarded");
        assertThatThrownBy(() -> new Unmoved(SECRET, "", "7", Optional.empty()))
                .hasMessageContaining("Secret ns/serving");
        assertThat(new Unmoved(SECRET, "uid", "7", Optional.empty()).entry()).isEmpty();
    }
}
