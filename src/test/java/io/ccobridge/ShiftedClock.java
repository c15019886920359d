package io.ccobridge;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Goes as fast as the system's, at another time of day, and leaps when a test says so. */
public final class ShiftedClock extends Clock {

    private volatile Duration ahead = Duration.ZERO;

    /** It is this moment now. */
    public void set(Instant now) {
        ahead = Duration.between(Instant.now(), now);
    }

    public void advance(Duration by) {
        ahead = ahead.plus(by);
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
