package io.ccobridge.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.LoggedLines;
import io.ccobridge.TestClock;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BackgroundErrorsTest {

    private static final IOException AWAY = new IOException("The database is away");

    private final TestClock clock = new TestClock("2026-11-27T12:00:00Z");
    private final BackgroundErrors errors = new BackgroundErrors(clock);
    private final LoggedLines log = LoggedLines.of("due");

    @AfterEach
    void stopListening() {
        log.close();
    }

    @Test
    void theSameOneIsWrittenOnceAMinuteWithHowOftenItWasMet() {
        for (int second = 0; second < 61; second++) {
            errors.tell("due", AWAY);
            clock.advance(Duration.ofSeconds(1));
        }

        assertThat(log.lines())
                .containsExactly(
                        "ERROR IOException: The database is away",
                        "ERROR IOException: The database is away (and 59 like it since"
                                + " 2026-11-27T12:00:00Z)");
    }

    @Test
    void anotherErrorAndAnotherRoutesAreWrittenAtOnce() {
        errors.tell("due", AWAY);
        errors.tell("other", AWAY);
        errors.tell("due", new IOException("Another"));
        errors.tell("due", AWAY);

        assertThat(log.lines())
                .containsExactly(
                        "ERROR IOException: The database is away", "ERROR IOException: Another");
    }

    @Test
    void whatIsBehindAnErrorIsSaidUnlessItsMessageDoes() {
        IOException refused = new IOException("Connection refused");
        errors.tell("due", new IllegalStateException("No connection", refused));
        errors.tell("due", new IllegalStateException(refused));

        assertThat(log.lines())
                .containsExactly(
                        "ERROR IllegalStateException: No connection; IOException: Connection refused",
                        "ERROR IllegalStateException: java.io.IOException: Connection refused");
    }

    @Test
    void afterAWhileOfNothingItIsTheFirstAgain() {
        errors.tell("due", AWAY);
        clock.advance(Duration.ofHours(3));
        errors.tell("due", AWAY);

        assertThat(log.lines().get(1)).isEqualTo("ERROR IOException: The database is away");
    }
}
