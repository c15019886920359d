package io.ccobridge.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Answers that everybody sees alike, kept for a moment, so that many who look at once, each page
 * again and again, cost one look. What somebody does through the console makes them be asked for
 * anew.
 */
final class Kept {

    private static final Duration FRESH = Duration.ofSeconds(3);

    /** One answer; who comes while it is being made waits for it rather than making another. */
    private static final class Place {
        private Instant at;
        private long era;
        private JsonNode answer;
    }

    private final Clock clock;
    private final Map<String, Place> places = new HashMap<>();
    private volatile long era;

    Kept(Clock clock) {
        this.clock = clock;
    }

    /**
     * @param ask what makes the answer anew; the answer is shared, and nobody may change it
     */
    JsonNode get(String name, Supplier<JsonNode> ask) {
        Place place;
        synchronized (places) {
            place = places.computeIfAbsent(name, same -> new Place());
        }
        synchronized (place) {
            long now = era;
            if (place.answer == null
                    || place.era != now
                    || place.at.plus(FRESH).isBefore(clock.instant())) {
                place.answer = ask.get();
                place.at = clock.instant();
                // what was done while it was made may not be in it
                place.era = now;
            }
            return place.answer;
        }
    }

    /** Something was done. */
    void forget() {
        era++;
    }
}
