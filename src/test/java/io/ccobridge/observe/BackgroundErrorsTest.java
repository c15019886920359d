package io.ccobridge.observe;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.ccobridge.TestClock;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class BackgroundErrorsTest {

    private static final IOException AWAY = new IOException("The database is away");

    private final TestClock clock = new TestClock("2026-11-27T12:00:00Z");
    private final BackgroundErrors errors = new BackgroundErrors(clock);
    private final Logger due = (Logger) LoggerFactory.getLogger("due");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        due.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        due.detachAppender(lines);
    }

    @Test
    void theSameOneIsWrittenOnceAMinuteWithHowOftenItWasMet() {
        for (int second = 0; second < 61; second++) {
            errors.tell("due", AWAY);
            clock.advance(Duration.ofSeconds(1));
        }

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "IOException: The database is away",
                        "IOException: The database is away (and 59 like it since"
                                + " 2026-11-27T12:00:00Z)");
    }

    @Test
    void anotherErrorAndAnotherRoutesAreWrittenAtOnce() {
        errors.tell("due", AWAY);
        errors.tell("other", AWAY);
        errors.tell("due", new IOException("Another"));
        errors.tell("due", AWAY);

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("IOException: The database is away", "IOException: Another");
    }

    @Test
    void whatIsBehindAnErrorIsSaidUnlessItsMessageDoes() {
        IOException refused = new IOException("Connection refused");
        errors.tell("due", new IllegalStateException("No connection", refused));
        errors.tell("due", new IllegalStateException(refused));

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "IllegalStateException: No connection; IOException: Connection refused",
                        "IllegalStateException: java.io.IOException: Connection refused");
    }

    @Test
    void afterAWhileOfNothingItIsTheFirstAgain() {
        errors.tell("due", AWAY);
        clock.advance(Duration.ofHours(3));
        errors.tell("due", AWAY);

        assertThat(lines.list.get(1).getFormattedMessage())
                .isEqualTo("IOException: The database is away");
    }
}
