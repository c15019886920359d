package io.ccobridge.procore;

import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    private final TestClock clock = new TestClock("2026-11-23T12:00:00Z");
    private final RateLimit rateLimit = new RateLimit(clock);

    private void told(int limit, int remaining, Duration resetsIn) {
        rateLimit.note(answer(limit, remaining, clock.instant().plus(resetsIn), Map.of()));
    }

    private static Answer answer(
            int limit, int remaining, Instant reset, Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(more);
        headers.put("x-rate-limit-limit", "" + limit);
        headers.put("X-RATE-LIMIT-REMAINING", "" + remaining);
        headers.put("X-Rate-Limit-Reset", "" + reset.getEpochSecond());
        return new Answer(200, headers, "");
    }

    @Test
    void thereIsNoWaitWhileMoreThanAFifthIsLeft() {
        told(25, 6, Duration.ofSeconds(10));
        assertThat(rateLimit.beforeNextCall()).isZero();
    }

    @Test
    void whatIsLeftIsSpreadOverTheTimeToTheReset() {
        told(25, 4, Duration.ofSeconds(10));
        assertThat(rateLimit.beforeNextCall()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void withNothingLeftTheWaitLastsUntilTheReset() {
        told(600, 0, Duration.ofMinutes(40));
        assertThat(rateLimit.beforeNextCall()).isEqualTo(Duration.ofMinutes(40));
    }

    @Test
    void callsThatAreUnderWayAreCounted() {
        told(25, 1, Duration.ofSeconds(10));
        assertThat(rateLimit.beforeNextCall()).isEqualTo(Duration.ofSeconds(5));
        assertThat(rateLimit.beforeNextCall()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void theHourIsRememberedWhileAnswersTellOfTheSpike() {
        told(600, 3, Duration.ofMinutes(20));
        told(25, 24, Duration.ofSeconds(10));
        assertThat(rateLimit.beforeNextCall()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void aWindowThatHasResetIsForgotten() {
        told(25, 0, Duration.ofSeconds(10));
        clock.advance(Duration.ofSeconds(10));
        assertThat(rateLimit.beforeNextCall()).isZero();
    }

    @Test
    void theResetIsMeasuredByTheServersClock() {
        Instant theirs = clock.instant().minus(Duration.ofMinutes(7));
        String date =
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        ZonedDateTime.ofInstant(theirs, ZoneOffset.UTC));
        rateLimit.note(answer(25, 0, theirs.plusSeconds(10), Map.of("Date", date)));
        assertThat(rateLimit.beforeNextCall()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void aResetThatLiesTooFarAheadIsAMistake() {
        told(25, 0, Duration.ofDays(4000));
        assertThat(rateLimit.beforeNextCall()).isEqualTo(Duration.ofMinutes(61));
    }

    @Test
    void theLastWindowCanBeRead() {
        assertThat(rateLimit.last()).isEmpty();
        told(25, 20, Duration.ofSeconds(10));
        assertThat(rateLimit.last())
                .contains(new RateLimit.Window(25, 20, clock.instant().plusSeconds(10)));
    }
}
