package io.ccobridge.queue;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long an export rests after a failed attempt: doubled each time, up to the longest, with a
 * fifth more or less by chance so that many failures of one moment do not come back in one moment.
 */
public record Backoff(Duration first, Duration longest) {

    private static final double JITTER = 0.2;

    public Backoff {
        if (first.isNegative() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "the longest pause ("
                            + longest
                            + ") is shorter than the first ("
                            + first
                            + ")");
        }
    }

    /**
     * @param failures so far, 1 or more
     * @return never longer than the longest
     */
    public Duration after(int failures, RandomGenerator random) {
        if (failures < 1) {
            throw new IllegalArgumentException("failures: " + failures);
        }
        long millis = first.toMillis();
        for (int i = 1; i < failures && millis < longest.toMillis(); i++) {
            millis *= 2;
        }
        millis = Math.min(millis, longest.toMillis());
        long spread = Math.round(millis * JITTER * (2 * random.nextDouble() - 1));
        return Duration.ofMillis(Math.min(millis + spread, longest.toMillis()));
    }
}
