package io.ccobridge.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.http.Refused;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that takes longer than a page should. It goes on when the page is left, and who comes back
 * finds it as it stands. It ends with the bridge.
 */
final class Tasks {

    private static final Logger LOG = LoggerFactory.getLogger(Tasks.class);

    /** Nobody waits longer than this for a page: it shows how far the work is instead. */
    private static final Duration PATIENCE = Duration.ofMillis(60);

    /** A stop waits so long for work to end; it may be within a long look at the database. */
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private static final Duration KEPT = Duration.ofHours(12);
    private static final int MOST = 60;
    private static final int AT_ONCE = 2;

    /** One piece of work. */
    static final class Task {
        private final String key;
        private final Instant startedAt;
        private final CountDownLatch ended = new CountDownLatch(1);
        private volatile Instant endedAt;
        private volatile JsonNode result;
        private volatile Refused failure;

        private final AtomicBoolean closed;

        private Task(String key, Instant startedAt, AtomicBoolean closed) {
            this.key = key;
            this.startedAt = startedAt;
            this.closed = closed;
        }

        String key() {
            return key;
        }

        Instant startedAt() {
            return startedAt;
        }

        /** Null while it is under way. */
        Instant endedAt() {
            return endedAt;
        }

        boolean isOver() {
            return ended.getCount() == 0;
        }

        /** What it has come to so far, or in the end; null while there is nothing. */
        JsonNode result() {
            return result;
        }

        /** Null unless it failed. */
        Refused failure() {
            return failure;
        }

        /**
         * Tells those who look how far it is; nobody changes it afterwards.
         *
         * @throws Refused 503 when the bridge stops: here the work ends
         */
        void tell(JsonNode soFar) {
            if (closed.get()) {
                throw Refused.because(503, "The bridge is being stopped.");
            }
            result = soFar;
        }

        /** How long it has taken; nothing while it is under way. */
        private Duration took() {
            return endedAt == null ? Duration.ZERO : Duration.between(startedAt, endedAt);
        }
    }

    private final Clock clock;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Map<String, Task> tasks = new ConcurrentHashMap<>();
    private final ExecutorService workers =
            Executors.newFixedThreadPool(
                    AT_ONCE,
                    work -> {
                        Thread thread = new Thread(work, "console-task");
                        thread.setDaemon(true);
                        return thread;
                    });

    Tasks(Clock clock) {
        this.clock = clock;
    }

    /** Starts it, whatever else there is of that key. */
    Task start(String key, Function<Task, JsonNode> work) {
        Instant now = clock.instant();
        forgetOld(now);
        Task task = new Task(key, now, closed);
        tasks.put(key, task);
        workers.execute(() -> run(task, work));
        return task;
    }

    private void forgetOld(Instant now) {
        tasks.values()
                .removeIf(old -> old.endedAt() != null && old.endedAt().plus(KEPT).isBefore(now));
        if (tasks.size() >= MOST) {
            tasks.values().stream()
                    .filter(Task::isOver)
                    .sorted(Comparator.comparing(Task::startedAt))
                    .limit(tasks.size() - MOST / 2)
                    .forEach(old -> tasks.remove(old.key(), old));
        }
    }

    /**
     * The one of that key that is under way, or that ended so lately that it would come to the same
     * again; else a new one. What took long to make is good for longer.
     *
     * @param fresh zero: only one that is under way
     */
    synchronized Task join(String key, Duration fresh, Function<Task, JsonNode> work) {
        Task there = tasks.get(key);
        if (there != null
                && there.failure() == null
                && (!there.isOver()
                        || !fresh.isZero()
                                && there.endedAt()
                                        .plus(fresh)
                                        .plus(there.took().multipliedBy(3))
                                        .isAfter(clock.instant()))) {
            return there;
        }
        return start(key, work);
    }

    /** Empty when there is none, or none any more. */
    Optional<Task> find(String key) {
        return Optional.ofNullable(tasks.get(key));
    }

    /** Those whose key begins so, the newest first. */
    List<Task> all(String prefix) {
        return tasks.values().stream()
                .filter(task -> task.key().startsWith(prefix))
                .sorted(Comparator.comparing(Task::startedAt).reversed())
                .toList();
    }

    /** Whether it has ended; waits a moment for one that is nearly there. */
    static boolean over(Task task) {
        try {
            return task.ended.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return task.isOver();
        }
    }

    /**
     * For a page: {@code over}, {@code startedAt}, {@code result}, and {@code wrong} where it
     * failed.
     */
    static Map<String, Object> shown(Task task) {
        Map<String, Object> shown = new HashMap<>();
        shown.put("over", over(task));
        shown.put("startedAt", task.startedAt().toString());
        shown.put("result", Templates.plain(task.result()));
        shown.put("wrong", task.failure() == null ? null : task.failure().getMessage());
        return shown;
    }

    private void run(Task task, Function<Task, JsonNode> work) {
        try {
            // what has waited for its turn until the bridge stops
            task.tell(null);
            task.tell(work.apply(task));
        } catch (Refused e) {
            task.failure = e;
        } catch (RuntimeException | Error e) {
            if (!closed.get()) {
                LOG.error("The task {} failed", task.key(), e);
            }
            task.failure = Refused.because(500, "The bridge failed at this. Its log tells why.");
        } finally {
            task.endedAt = clock.instant();
            task.ended.countDown();
        }
    }

    /**
     * Ends what is under way where it next tells how far it is, and waits a moment for that. Nobody
     * is interrupted: who reads the embedded database then closes its file, for everybody.
     */
    void close() {
        closed.set(true);
        workers.shutdown();
        try {
            if (!workers.awaitTermination(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.info("What the console has under way is left behind");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
