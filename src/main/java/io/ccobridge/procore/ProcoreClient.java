package io.ccobridge.procore;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.camel.ProducerTemplate;

/**
 * Asks Procore, and asks again as Procore wants to be asked: slower before a rate limit, later
 * after 429 and 503, with a new token after 401, and after a short while when a call was lost.
 */
public final class ProcoreClient {

    /** How often a call is made that gets no answer, a 5xx or one that cannot be read. */
    private static final int ATTEMPTS = 4;

    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(500);
    private static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(1);

    /** The longer of the two windows is an hour: nothing Procore asks for can take longer. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(61);

    private static final Duration HEARTBEAT = Duration.ofSeconds(30);
    private static final Duration ENDLESS = Duration.ofDays(365);

    /** What all clients of one service account have in common. */
    private record Shared(
            ProcoreHttp http,
            Token token,
            RateLimit rateLimit,
            Pause pause,
            RandomGenerator random,
            Clock clock) {}

    /** A good answer, and what it holds. */
    record Reply(Answer answer, JsonNode body) {}

    private final Shared shared;
    private final Watcher watcher;
    private final Duration patience;

    /**
     * A client that never gives up because of a 429 or 503.
     *
     * @param camel of the context that has the routes of {@code procore-call.camel.yaml}
     * @param companyId sent on every call
     */
    public ProcoreClient(
            ProducerTemplate camel,
            String companyId,
            String clientId,
            String clientSecret,
            RateLimit rateLimit,
            Pause pause,
            RandomGenerator random,
            Clock clock) {
        ProcoreHttp http = new ProcoreHttp(camel, companyId);
        Token token = new Token(http, clientId, clientSecret, clock);
        this.shared = new Shared(http, token, rateLimit, pause, random, clock);
        this.watcher = Watcher.NOBODY;
        this.patience = ENDLESS;
    }

    private ProcoreClient(Shared shared, Watcher watcher, Duration patience) {
        this.shared = shared;
        this.watcher = watcher;
        this.patience = patience;
    }

    /** The same client, that tells somebody what it does. */
    ProcoreClient watchedBy(Watcher somebody) {
        return new ProcoreClient(shared, somebody, patience);
    }

    /** The same client, that gives a call up when it would have to wait longer than this in all. */
    ProcoreClient withPatience(Duration longest) {
        return new ProcoreClient(shared, watcher, longest);
    }

    /**
     * A good answer to a GET.
     *
     * @throws ProcoreException when there is none
     * @throws java.util.concurrent.CancellationException when the bridge stops
     */
    Reply get(String path, Query query) {
        Call call = new Call(path, query);
        return call.untilItIsThere(call::reply);
    }

    /**
     * Asks for a token, unless there is one.
     *
     * @throws ProcoreException when the login host gives none
     */
    void token() {
        Call call = new Call("/oauth/token", Query.NONE);
        call.untilItIsThere(call::bearer);
    }

    /** One attempt at a call; empty where another one is worth it. */
    private interface Attempt<T> {
        Optional<T> make() throws IOException;
    }

    /** One call until its end, however often it goes out. */
    private final class Call {

        private final String path;
        private final Query query;
        private Duration patienceLeft = patience;
        private int losses;
        private int throttles;
        private boolean renewed;

        Call(String path, Query query) {
            this.path = path;
            this.query = query;
        }

        <T> T untilItIsThere(Attempt<T> attempt) {
            while (true) {
                try {
                    Optional<T> made = attempt.make();
                    if (made.isPresent()) {
                        return made.get();
                    }
                } catch (IOException e) {
                    afterLoss(0, "Procore could not be reached: " + e.getMessage());
                }
            }
        }

        Optional<String> bearer() throws IOException {
            Token.Grant grant = shared.token().get();
            if (grant.bearer() == null) {
                afterRefusal(grant.refusal(), "Procore gave no token");
            }
            return Optional.ofNullable(grant.bearer());
        }

        Optional<Reply> reply() throws IOException {
            // first the wait: it may be longer than a token lives
            hold(shared.rateLimit().beforeNextCall());
            Optional<String> bearer = bearer();
            if (bearer.isEmpty()) {
                return Optional.empty();
            }
            watcher.called();
            Answer answer = shared.http().get(path, query, bearer.get());
            shared.rateLimit().note(answer);
            if (answer.status() == 401 && !renewed) {
                renewed = true;
                shared.token().drop(bearer.get());
                return Optional.empty();
            }
            if (answer.status() < 200 || answer.status() >= 300) {
                afterRefusal(answer, "Procore did not answer " + path);
                return Optional.empty();
            }
            try {
                return Optional.of(new Reply(answer, ProcoreJson.read(answer.body())));
            } catch (IllegalArgumentException e) {
                afterLoss(answer.status(), "Procore's answer to " + path + " is " + e.getMessage());
                return Optional.empty();
            }
        }

        /** Waits where another attempt may help; otherwise says why there is no answer. */
        private void afterRefusal(Answer answer, String what) {
            int status = answer.status();
            String message = what + ": " + answer.inWords();
            if (status == 429 || status == 503) {
                hold(whatIsAsked(answer).orElseGet(() -> backOff(throttles)).plus(jitter()));
                throttles++;
            } else if (status == 408 || status >= 500 || status < 300) {
                afterLoss(status, message);
            } else {
                throw new ProcoreException(status, message);
            }
        }

        private void afterLoss(int status, String message) {
            losses++;
            if (losses >= ATTEMPTS) {
                throw new ProcoreException(status, message);
            }
            hold(backOff(losses - 1).plus(jitter()));
        }

        /** In slices, so that a poll that waits for an hour is not taken for dead. */
        private void hold(Duration time) {
            if (time.compareTo(patienceLeft) > 0) {
                throw new ProcoreException(
                        429, "Procore is busy and asks to wait for " + time.toSeconds() + " s.");
            }
            patienceLeft = patienceLeft.minus(time);
            Duration left = time;
            while (left.compareTo(HEARTBEAT) > 0) {
                shared.pause().of(HEARTBEAT);
                watcher.alive();
                left = left.minus(HEARTBEAT);
            }
            shared.pause().of(left);
        }
    }

    /**
     * The docs disagree whether Retry-After or the reset counts: the later of the two
     * (facts/procore-api.md 4.2).
     */
    private Optional<Duration> whatIsAsked(Answer answer) {
        Instant now = shared.clock().instant();
        Duration longest =
                Duration.ofSeconds(
                        Math.max(
                                answer.retryAfter(now).orElse(Duration.ZERO).toSeconds(),
                                // a 503 is not about a window, but it tells of one all the same
                                answer.status() == 429
                                        ? answer.resetsIn(now).orElse(Duration.ZERO).toSeconds()
                                        : 0));
        if (longest.isZero()) {
            return Optional.empty();
        }
        return Optional.of(longest.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : longest);
    }

    /** 0.5 s, doubled each time, to a minute at most. */
    private static Duration backOff(int before) {
        Duration wait = FIRST_BACK_OFF.multipliedBy(1L << Math.min(before, 20));
        return wait.compareTo(LONGEST_BACK_OFF) > 0 ? LONGEST_BACK_OFF : wait;
    }

    private Duration jitter() {
        return Duration.ofMillis(shared.random().nextInt(50, 500));
    }
}
