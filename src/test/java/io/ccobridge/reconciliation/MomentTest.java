package io.ccobridge.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ccobridge.changeorder.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentTest {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    /** In New York it is the evening of the 23rd. */
    private static final Instant NOW = Instant.parse("2026-11-24T02:00:00.123456789Z");

    @ParameterizedTest
    @CsvSource({
        // daylight saving time ends on the first of November, and begins on the eighth of March
        "2026-10-31, 2026-11-01T03:59:59.999999Z",
        "2026-11-01, 2026-11-02T04:59:59.999999Z",
        "2026-03-08, 2026-03-09T03:59:59.999999Z",
        "2024-02-29, 2024-03-01T04:59:59.999999Z",
        "2026-11-22, 2026-11-23T04:59:59.999999Z",
    })
    void aDayThatIsOverIsItsLastMicrosecondInTheSitesZone(String day, Instant end) {
        assertThat(of(day)).isEqualTo(new Moment(end, false, false));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T18:00:00Z, 2026-11-23T18:00:00Z",
        "2026-11-23T18:00:00-05:00, 2026-11-23T23:00:00Z",
        "2026-11-24T10:30:00+09:00, 2026-11-24T01:30:00Z",
        "2026-11-24T01:59:59.1234567Z, 2026-11-24T01:59:59.123456Z",
    })
    void aMomentIsItselfWhereverTheSiteIs(String moment, Instant at) {
        assertThat(of(moment)).isEqualTo(new Moment(at, false, false));
    }

    @Test
    void theDayThatRunsAtTheSiteIsNow() {
        Instant now = Instant.parse("2026-11-24T02:00:00.123456Z");
        assertThat(of("2026-11-23")).isEqualTo(new Moment(now, true, true));
        assertThat(of(null)).isEqualTo(new Moment(now, true, false));
        assertThat(Moment.of("2026-11-23", ZoneOffset.UTC, Clock.fixed(NOW, ZoneOffset.UTC)).now())
                .as("over where it is the 24th already")
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-24", "2026-11-24T02:00:01Z", "2026-11-23T22:00:00-05:00"})
    void whatHasNotComeYetIsRefused(String text) {
        assertThatThrownBy(() -> of(text))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("has not come yet");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-11",
                "2026-02-30",
                "2026-11-23T18:00:00",
                "2026-11-23 18:00:00Z",
                "0026-11-30",
                "1969-12-31T23:59:59Z",
                "11/30/2026",
                "yesterday!"
            })
    void whatCannotBeReadIsRefused(String text) {
        assertThatThrownBy(() -> of(text))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("as of a day such as");
    }

    private static Moment of(String text) {
        return Moment.of(text, NEW_YORK, Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
