package io.ccobridge.observe;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;

/**
 * The log of what goes wrong where nobody waits for an answer. A database that is away is met by
 * each route that looks into it every second: the same line is written once, and then once a minute
 * with how often it was met, so that whoever is on call sees what else happens.
 */
public final class BackgroundErrors {

    private static final Duration QUIET = Duration.ofMinutes(1);

    /** More different ones than these are not told apart from new ones. */
    private static final int REMEMBERED = 200;

    /**
     * @param unsaid how often it was met since
     */
    private record Said(Instant at, int unsaid) {}

    private final Clock clock;
    private final Map<String, Said> said =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Said> eldest) {
                    return size() > REMEMBERED;
                }
            };

    public BackgroundErrors(Clock clock) {
        this.clock = clock;
    }

    /**
     * @param route whose name the line has
     */
    public void tell(String route, Exception error) {
        String message = message(error);
        Said before = meet(route + " " + message, clock.instant());
        if (before != null) {
            LoggerFactory.getLogger(route)
                    .error(
                            before.unsaid() == 0
                                    ? message
                                    : "%s (and %d like it since %s)"
                                            .formatted(message, before.unsaid(), before.at()));
        }
    }

    /** With what is behind it, such as that the database refuses connections. */
    private static String message(Exception error) {
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(error);
        String message = error.getClass().getSimpleName() + ": " + error.getMessage();
        return cause == error || message.contains(String.valueOf(cause.getMessage()))
                ? message
                : message + "; " + cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    /** What was not said of it so far; null when it is not said this time either. */
    private synchronized Said meet(String what, Instant now) {
        Said before = said.getOrDefault(what, new Said(Instant.EPOCH, 0));
        boolean due = Duration.between(before.at(), now).compareTo(QUIET) >= 0;
        said.put(what, due ? new Said(now, 0) : new Said(before.at(), before.unsaid() + 1));
        return due ? before : null;
    }
}
