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
        long millis = before(failures);
        long spread = Math.round(millis * JITTER * (2 * random.nextDouble() - 1));
        return Duration.ofMillis(Math.min(millis + spread, longest.toMillis()));
    }

    /**
     * Why the next attempt is when it is, for example {@code 4th failure: about 16 s, doubled each
     * time up to 15 min, a fifth more or less by chance}.
     *
     * @param failures so far, 1 or more
     */
    public String why(int failures) {
        Duration pause = Duration.ofMillis(before(failures));
        return "%s failure: about %s, %s, a fifth more or less by chance"
                .formatted(
                        ordinal(failures),
                        words(pause),
                        pause.equals(longest)
                                ? "the longest pause"
                                : "doubled each time up to " + words(longest));
    }

    /** Before chance has its say. */
    private long before(int failures) {
        if (failures < 1) {
            throw new IllegalArgumentException("failures: " + failures);
        }
        long millis = first.toMillis();
        for (int i = 1; i < failures && millis < longest.toMillis(); i++) {
            millis *= 2;
        }
        return Math.min(millis, longest.toMillis());
    }

    private static String ordinal(int number) {
        int lastTwo = number % 100;
        if (lastTwo >= 11 && lastTwo <= 13) {
            return number + "th";
        }
        return number
                + switch (number % 10) {
                    case 1 -> "st";
                    case 2 -> "nd";
                    case 3 -> "rd";
                    default -> "th";
                };
    }

    private static String words(Duration pause) {
        long millis = pause.toMillis();
        if (millis % 1000 != 0) {
            return millis < 1000 ? millis + " ms" : millis / 1000.0 + " s";
        }
        long seconds = millis / 1000;
        if (seconds % 3600 == 0 && seconds > 0) {
            return seconds / 3600 + " h";
        }
        return seconds % 60 == 0 && seconds > 0 ? seconds / 60 + " min" : seconds + " s";
    }
}
