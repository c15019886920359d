package io.ccobridge.console;

import io.ccobridge.http.Refused;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The files that people have had made, each for whoever asked for it: no other person learns that
 * there is one. They are kept for a while, and end with the bridge.
 */
final class Downloads {

    /** So long after it is ready a file can be fetched. */
    static final Duration KEPT = Duration.ofHours(1);

    /** Of one person; an older one makes room for a new one. */
    static final int MOST = 5;

    /** Of one person. */
    private static final int AT_ONCE = 3;

    /** Of a small disk a tenth is left free. */
    private static final Download.Limits LIMITS =
            new Download.Limits(
                    250_000_000, Math.min(200_000_000, Download.DIRECTORY.getTotalSpace() / 10));

    private final Clock clock;
    private final Download.Limits limits;
    private final Tasks tasks;
    private final Map<String, Download> all = new ConcurrentHashMap<>();
    private final ScheduledExecutorService broom =
            Executors.newSingleThreadScheduledExecutor(
                    work -> {
                        Thread thread = new Thread(work, "console-downloads");
                        thread.setDaemon(true);
                        return thread;
                    });

    Downloads(Clock clock) {
        this(clock, LIMITS);
    }

    Downloads(Clock clock, Download.Limits limits) {
        this.clock = clock;
        this.limits = limits;
        this.tasks = new Tasks(clock);
        broom.scheduleWithFixedDelay(this::forgetOld, 1, 1, TimeUnit.MINUTES);
    }

    /**
     * The one like it that is under way, or else a new one.
     *
     * @throws Refused 429 for who has many under way
     */
    synchronized Download start(Wanted wanted, Download.Source source) {
        List<Download> mine = of(wanted.owner());
        List<Download> underWay = mine.stream().filter(one -> !one.task().isOver()).toList();
        Optional<Download> same =
                underWay.stream().filter(one -> one.wanted().same(wanted)).findFirst();
        if (same.isPresent()) {
            return same.get();
        }
        if (underWay.size() >= AT_ONCE) {
            throw Refused.because(
                    429,
                    AT_ONCE
                            + " files are being made for you already. Wait until one of them is"
                            + " ready; the page Downloads, at the foot of each page, shows how far"
                            + " they are.");
        }
        mine.stream()
                .filter(one -> one.task().isOver())
                .skip(MOST - 1 - underWay.size())
                .forEach(this::forget);
        Download download = new Download(UUID.randomUUID().toString(), wanted, limits);
        download.start(tasks, source);
        all.put(download.id(), download);
        return download;
    }

    /** Of one person, the newest first. */
    List<Download> of(String owner) {
        forgetOld();
        return all.values().stream()
                .filter(one -> one.wanted().owner().equals(owner))
                .sorted(Comparator.comparing((Download one) -> one.task().startedAt()).reversed())
                .toList();
    }

    /** Empty also for one that is somebody else's. */
    Optional<Download> find(String owner, String id) {
        return of(owner).stream().filter(one -> one.id().equals(id)).findFirst();
    }

    private void forgetOld() {
        Instant now = clock.instant();
        all.values().stream()
                .filter(one -> one.endedAt() != null && one.endedAt().plus(KEPT).isBefore(now))
                .forEach(this::forget);
    }

    private void forget(Download download) {
        all.remove(download.id());
        download.close();
    }

    void close() {
        broom.shutdownNow();
        tasks.close();
        all.values().forEach(this::forget);
    }
}
