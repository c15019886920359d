package io.ccobridge.sandbox.procore;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The faults that wait for a call. Each call meets at most one: the oldest whose pattern is found
 * in it.
 */
public final class Faults {

    /** Every call of the API, but not the one for a token. */
    public static final String ANY_REST_CALL = "^/rest/";

    /** The pause where none is given. */
    public static final Duration DEFAULT_PAUSE = Duration.ofSeconds(1);

    /**
     * @param times how many more calls meet it
     * @param pathPattern a regular expression, looked for anywhere in the decoded path and query,
     *     such as {@code commitment_change_orders\?.*page=2}
     * @param pause how long a slow answer takes, or how long 429 and 503 ask to wait
     */
    public record Waiting(Fault fault, int times, String pathPattern, Duration pause) {

        public Waiting {
            Pattern.compile(pathPattern);
        }

        private boolean meets(String pathAndQuery) {
            return Pattern.compile(pathPattern).matcher(pathAndQuery).find();
        }

        private Waiting onceLess() {
            return new Waiting(fault, times - 1, pathPattern, pause);
        }
    }

    private final List<Waiting> waiting = new ArrayList<>();

    /** The next call meets the fault. */
    public void next(Fault fault) {
        next(fault, 1);
    }

    public void next(Fault fault, int times) {
        next(fault, times, ANY_REST_CALL);
    }

    public void next(Fault fault, int times, String pathPattern) {
        next(fault, times, pathPattern, DEFAULT_PAUSE);
    }

    /** See {@link Waiting} for what the arguments mean. */
    public synchronized void next(Fault fault, int times, String pathPattern, Duration pause) {
        waiting.add(new Waiting(fault, times, pathPattern, pause));
    }

    /** Until {@link #clear()}. */
    public void always(Fault fault, String pathPattern) {
        next(fault, Integer.MAX_VALUE, pathPattern);
    }

    public synchronized void clear() {
        waiting.clear();
    }

    /** Those that no call has met yet, or not often enough. */
    public synchronized List<Waiting> waiting() {
        return List.copyOf(waiting);
    }

    synchronized Optional<Waiting> meet(String pathAndQuery) {
        for (int i = 0; i < waiting.size(); i++) {
            Waiting met = waiting.get(i);
            if (met.meets(pathAndQuery)) {
                if (met.times() > 1) {
                    waiting.set(i, met.onceLess());
                } else {
                    waiting.remove(i);
                }
                return Optional.of(met);
            }
        }
        return Optional.empty();
    }
}
