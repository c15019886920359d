package io.ccobridge.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaintenanceWindowsTest {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T21:59:59-05:00,",
        "2026-11-22T22:00:00-05:00, 2026-11-23T02:00:00-05:00",
        "2026-11-23T01:59:59.999-05:00, 2026-11-23T02:00:00-05:00",
        "2026-11-23T02:00:00-05:00,",
        "2026-11-23T22:30:00-05:00,"
    })
    void aWindowHoldsFromItsBeginningToItsEnd(String moment, String end) {
        assertThat(end(moment, "0 0 22 ? * SUN", "4h")).isEqualTo(instant(end));
    }

    @Test
    void windowsThatOverlapOrFollowEachOtherAreOne() {
        MaintenanceWindows windows =
                windows("0 0 22 * * ?", "2h", "0 30 23 * * ?", "1h", "0 30 0 * * ?", "15m");
        assertThat(windows.at(instant("2026-11-22T22:10:00-05:00").orElseThrow()))
                .contains(
                        new MaintenanceWindows.Span(
                                Instant.parse("2026-11-23T03:00:00Z"),
                                Instant.parse("2026-11-23T05:45:00Z")));
        // asked in any order
        assertThat(windows.at(Instant.parse("2026-11-23T05:45:00Z"))).isEmpty();
        assertThat(windows.at(Instant.parse("2026-11-23T05:44:00Z"))).isPresent();
        assertThat(windows.at(Instant.parse("2026-11-23T02:59:59Z"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // the clock skips 02:30 on 8 March: it holds from the jump on, as long as if it had not
        "2026-03-08T01:59:59-05:00,",
        "2026-03-08T03:00:00-04:00, 2026-03-08T03:50:00-04:00",
        "2026-03-08T03:49:00-04:00, 2026-03-08T03:50:00-04:00",
        "2026-03-08T03:50:00-04:00,",
        "2026-03-09T02:30:00-04:00, 2026-03-09T02:50:00-04:00"
    })
    void aBeginningThatTheClockSkipsHoldsFromTheJump(String moment, String end) {
        assertThat(end(moment, "0 30 2 * * ?", "20m")).isEqualTo(instant(end));
    }

    @ParameterizedTest
    @CsvSource({
        // 01:30 comes twice on 1 November
        "2026-11-01T01:29:59-04:00,",
        "2026-11-01T01:30:00-04:00, 2026-11-01T01:50:00-04:00",
        "2026-11-01T01:50:00-04:00,",
        "2026-11-01T01:30:00-05:00, 2026-11-01T01:50:00-05:00",
        "2026-11-01T01:50:00-05:00,"
    })
    void aBeginningThatComesTwiceBeginsAWindowTwice(String moment, String end) {
        assertThat(end(moment, "0 30 1 * * ?", "20m")).isEqualTo(instant(end));
    }

    @Test
    void aWindowOverAChangeOfTheClockLastsItsLengthByAStopwatch() {
        assertThat(end("2026-03-08T01:00:00-05:00", "0 0 22 ? * SAT", "8h"))
                .isEqualTo(instant("2026-03-08T07:00:00-04:00"));
        assertThat(end("2026-11-01T00:00:00-04:00", "0 0 22 ? * SAT", "8h"))
                .isEqualTo(instant("2026-11-01T05:00:00-05:00"));
    }

    @Test
    void everyMomentOfAYearIsToldAsAClockOnTheWallTellsIt() {
        MaintenanceWindows windows = windows("0 15 4 * * ?", "45m", "0 0 22 ? * FRI", "26h");
        Instant moment = Instant.parse("2026-01-01T00:07:00Z");
        while (moment.isBefore(Instant.parse("2027-01-01T00:00:00Z"))) {
            ZonedDateTime there = moment.atZone(NEW_YORK);
            ZonedDateTime morning = there.toLocalDate().atTime(4, 15).atZone(NEW_YORK);
            boolean expected = between(there, morning, Duration.ofMinutes(45)) || weekend(there);
            assertThat(windows.at(moment).isPresent()).as("%s", there).isEqualTo(expected);
            moment = moment.plus(Duration.ofMinutes(47));
        }
    }

    private static boolean weekend(ZonedDateTime there) {
        // the last Friday evening
        ZonedDateTime friday =
                there.toLocalDate()
                        .minusDays((there.getDayOfWeek().getValue() + 2) % 7)
                        .atTime(22, 0)
                        .atZone(NEW_YORK);
        return between(there, friday, Duration.ofHours(26));
    }

    private static boolean between(ZonedDateTime there, ZonedDateTime begin, Duration length) {
        return !there.isBefore(begin) && there.toInstant().isBefore(begin.toInstant().plus(length));
    }

    @Test
    void windowsWithoutEndAreFound() {
        Instant now = Instant.parse("2026-11-23T12:00:00Z");
        assertThat(windows("0 0 * * * ?", "1h").endless(now)).isTrue();
        assertThat(windows("0 0/5 * * * ?", "2h").endless(now)).isTrue();
        assertThat(windows("0 0 0 * * ?", "23h").endless(now)).isFalse();
        assertThat(MaintenanceWindows.NONE.endless(now)).isFalse();
    }

    @Test
    void anExpressionThatIsNoneIsRefused() {
        assertThatThrownBy(() -> windows("every sunday", "1h"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Optional<Instant> end(String moment, String cron, String length) {
        return windows(cron, length)
                .at(instant(moment).orElseThrow())
                .map(MaintenanceWindows.Span::end);
    }

    private static MaintenanceWindows windows(String... cronsAndLengths) {
        List<MaintenanceWindows.Window> windows = new java.util.ArrayList<>();
        for (int i = 0; i < cronsAndLengths.length; i += 2) {
            windows.add(
                    new MaintenanceWindows.Window(
                            cronsAndLengths[i],
                            Duration.parse("PT" + cronsAndLengths[i + 1].toUpperCase())));
        }
        return new MaintenanceWindows(windows, NEW_YORK);
    }

    private static Optional<Instant> instant(String text) {
        return Optional.ofNullable(text)
                .map(moment -> java.time.OffsetDateTime.parse(moment).toInstant());
    }
}
