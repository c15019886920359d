package io.ccobridge.procore;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Procore's rate limits as its answers tell them. There are two windows, an hour and a spike of ten
 * seconds; an answer describes the one that is nearer to its end (facts/procore-api.md 4.2), so
 * each is remembered until it resets.
 */
public final class RateLimit {

    /** A window, as last told: how many calls it allows, how many are left, and until when. */
    public record Window(int limit, int remaining, Instant resetsAt) {}

    /** No window is longer than an hour: a reset beyond that is a mistake. */
    private static final Duration LONGEST = Duration.ofMinutes(61);

    private final Clock clock;
    private final Map<Integer, Window> windows = new HashMap<>();
    private Window last;

    public RateLimit(Clock clock) {
        this.clock = clock;
    }

    synchronized void note(Answer answer) {
        OptionalLong limit = answer.number("X-Rate-Limit-Limit");
        OptionalLong remaining = answer.number("X-Rate-Limit-Remaining");
        Optional<Duration> resetsIn = answer.resetsIn(clock.instant());
        if (limit.isEmpty() || remaining.isEmpty() || resetsIn.isEmpty()) {
            return;
        }
        Duration left = resetsIn.get().compareTo(LONGEST) > 0 ? LONGEST : resetsIn.get();
        last =
                new Window(
                        bounded(limit.getAsLong()),
                        bounded(remaining.getAsLong()),
                        clock.instant().plus(left));
        windows.put(last.limit(), last);
    }

    /**
     * How long to wait before the next call, which is counted as made. While more than a fifth of a
     * window is left: not at all. After that the rest is spread over the time to the reset, so that
     * the calls of people at the same limit are not all taken away by a poll.
     */
    synchronized Duration beforeNextCall() {
        Instant now = clock.instant();
        windows.values().removeIf(window -> !window.resetsAt().isAfter(now));
        Duration longest = Duration.ZERO;
        for (Window window : windows.values()) {
            Duration wait = wait(window, now);
            longest = wait.compareTo(longest) > 0 ? wait : longest;
        }
        windows.replaceAll(
                (limit, window) ->
                        new Window(limit, Math.max(0, window.remaining() - 1), window.resetsAt()));
        return longest;
    }

    private static Duration wait(Window window, Instant now) {
        if (window.remaining() * 5L > window.limit()) {
            return Duration.ZERO;
        }
        return Duration.between(now, window.resetsAt()).dividedBy(window.remaining() + 1L);
    }

    /** The window of the last answer; empty before the first. */
    public synchronized Optional<Window> last() {
        return Optional.ofNullable(last);
    }

    private static int bounded(long number) {
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE - 1, number));
    }
}
