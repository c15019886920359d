package io.ccobridge.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Wrong passwords, counted a name and address: after {@value #TRIES} within a quarter of an hour
 * the next try waits until the quarter is over. Kept in memory, for the last {@value #REMEMBERED}.
 */
public final class FailedLogins {

    static final int TRIES = 10;
    private static final int REMEMBERED = 10_000;
    private static final Duration WINDOW = Duration.ofMinutes(15);

    private record Failures(int count, Instant until) {}

    private final Clock clock;
    private final Map<String, Failures> failures =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
                    return size() > REMEMBERED;
                }
            };

    public FailedLogins(Clock clock) {
        this.clock = clock;
    }

    /** The seconds that the next try has to wait; empty when it may come now. */
    synchronized OptionalLong waitBefore(String who) {
        Failures known = known(who);
        return known.count() < TRIES
                ? OptionalLong.empty()
                : OptionalLong.of(
                        Math.max(1, Duration.between(clock.instant(), known.until()).toSeconds()));
    }

    synchronized void failed(String who) {
        Failures known = known(who);
        failures.put(who, new Failures(known.count() + 1, known.until()));
    }

    synchronized void succeeded(String who) {
        failures.remove(who);
    }

    private Failures known(String who) {
        Failures known = failures.get(who);
        return known == null || !clock.instant().isBefore(known.until())
                ? new Failures(0, clock.instant().plus(WINDOW))
                : known;
    }
}
