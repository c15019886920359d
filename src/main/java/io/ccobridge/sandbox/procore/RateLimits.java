package io.ccobridge.sandbox.procore;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Two windows, an hour and ten seconds, that open with the first call after the last one closed
 * (facts/procore-api.md 4.2). They close on a whole second, so that a client that waits until
 * {@code X-Rate-Limit-Reset} has waited long enough.
 */
final class RateLimits {

    /**
     * @param resetAt Unix seconds
     * @param exceeded whether this very call is one too many
     */
    record State(int limit, int remaining, long resetAt, boolean exceeded) {}

    private final Clock clock;
    private Window hour;
    private Window spike;

    RateLimits(Clock clock, int hourly, int perTenSeconds) {
        this.clock = clock;
        set(hourly, perTenSeconds);
    }

    /** Other limits, and both windows as good as new. */
    synchronized void set(int hourly, int perTenSeconds) {
        hour = new Window(hourly, Duration.ofHours(1));
        spike = new Window(perTenSeconds, Duration.ofSeconds(10));
    }

    /** Counts a call, good or bad, and tells of the window that is nearest to its limit. */
    synchronized State count() {
        Instant now = clock.instant();
        hour.open(now);
        spike.open(now);
        boolean exceeded = hour.full() || spike.full();
        if (!exceeded) {
            hour.used++;
            spike.used++;
        }
        // of two full windows the hour is the one that keeps a client waiting
        Window nearest = hour.full() || hour.remaining() < spike.remaining() ? hour : spike;
        return new State(
                nearest.limit, nearest.remaining(), nearest.closesAt.getEpochSecond(), exceeded);
    }

    private static final class Window {

        private final int limit;
        private final Duration length;
        private Instant closesAt = Instant.MIN;
        private int used;

        Window(int limit, Duration length) {
            this.limit = limit;
            this.length = length;
        }

        void open(Instant now) {
            if (!now.isBefore(closesAt)) {
                closesAt = Instant.ofEpochSecond(now.plus(length).plusMillis(999).getEpochSecond());
                used = 0;
            }
        }

        int remaining() {
            return limit - used;
        }

        boolean full() {
            return used >= limit;
        }
    }
}
