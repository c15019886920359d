package io.ccobridge.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.queue.ExportsReport;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Replays of dead letters as people ask for them: taken, paused, resumed, called off. A replay is
 * rows and nothing else, so that it outlives the node that took it; {@link ReplayRunner} moves it
 * on, and {@link ReplayViews} shows it.
 */
public final class Replays {

    private static final Logger LOG = LoggerFactory.getLogger(Replays.class);
    private static final BigDecimal SLOWEST = new BigDecimal("0.001");
    private static final BigDecimal FASTEST = new BigDecimal("1000");

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Selection selection;
    private final EditTable edits;
    private final Resending resending;
    private final ReplayViews views;
    private final ReplayTrail trail;
    private final int rereadUpTo;

    /**
     * @param rereadUpTo a replay of at most so many reads each from Procore before it is sent, when
     *     it is not said otherwise
     */
    public Replays(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Clock clock,
            Resending resending,
            ExportsReport exports,
            int rereadUpTo) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.selection = new Selection(jdbc);
        this.edits = new EditTable(jdbc);
        this.resending = resending;
        this.views = new ReplayViews(jdbc, exports);
        this.trail = new ReplayTrail(jdbc, clock);
        this.rereadUpTo = rereadUpTo;
    }

    /**
     * Takes a replay, or with {@code dry_run} only says what it would do.
     *
     * @param body exactly one of ids, group and query (a text, or an object of the list's filters);
     *     canary, rate_per_second, check_procore, dry_run, expected_total; reason, which a dry run
     *     does not need
     * @return a {@link Replay} that is running, or a {@link DryRun}
     */
    public Record start(JsonNode body, Caller by) {
        Body request = new Body(body);
        boolean dryRun = request.flag("dry_run");
        boolean canary = request.flag("canary");
        BigDecimal rate = rate(request);
        String reason = dryRun ? null : request.text("reason");
        List<Selection.Chosen> chosen = selection.of(request);
        List<Selection.Chosen> open = chosen.stream().filter(each -> each.ended() == null).toList();
        boolean checkProcore =
                request.has("check_procore")
                        ? request.flag("check_procore")
                        : !dryRun && open.size() <= rereadUpTo;
        if (dryRun) {
            return DryRun.of(
                    open,
                    edits.pendingOf(open.stream().map(Selection.Chosen::id).toList()),
                    resending,
                    checkProcore);
        }
        Selection.refuseNothing(request, chosen);
        refuseUnexpected(request, open.size());
        return get(
                record(
                        new Wanted(
                                chosen,
                                Selection.asked(request),
                                canary,
                                rate,
                                checkProcore,
                                reason),
                        by));
    }

    public Replay get(String id, Map<String, String> query) {
        return views.get(Ids.parse(id, "replay"), query);
    }

    public Replay.Page list(Map<String, String> query) {
        return views.list(query);
    }

    /**
     * What is under way comes to its end, and nothing more is started. 409 when it is not running.
     */
    public Replay pause(String id, Caller by) {
        return transaction.execute(
                status ->
                        change(
                                id,
                                "paused",
                                List.of("running"),
                                "Paused by "
                                        + by.name()
                                        + "; nothing more is started until it is resumed.",
                                by));
    }

    /** The next one is started at once, the others at the rate. 409 when it is not paused. */
    public Replay resume(String id, Caller by) {
        Replay resumed =
                transaction.execute(status -> change(id, "running", List.of("paused"), null, by));
        LOG.info("Replay {}: resumed by {}", id, by.name());
        return resumed;
    }

    /** What waits is skipped; what is under way comes to its end. 409 when it has ended. */
    public Replay cancel(String id, Caller by) {
        long replay = Ids.parse(id, "replay");
        transaction.executeWithoutResult(
                status -> {
                    change(
                            id,
                            "cancelled",
                            List.of("running", "paused"),
                            "Cancelled by " + by.name() + ".",
                            by);
                    jdbc.sql(
                                    """
                                    UPDATE replay_item SET outcome = 'skipped', message = :message
                                    WHERE replay_id = :id AND outcome = 'waiting'""")
                            .param("id", replay)
                            .param("message", "The replay was cancelled by " + by.name() + ".")
                            .update();
                    jdbc.sql(
                                    """
                                    UPDATE replay SET finished_at = :now WHERE id = :id
                                    AND NOT EXISTS (SELECT 1 FROM replay_item
                                        WHERE replay_id = :id AND outcome = 'under way')""")
                            .param("id", replay)
                            .param("now", Columns.time(clock.instant()))
                            .update();
                });
        return get(replay);
    }

    private Replay change(String id, String to, List<String> from, String message, Caller by) {
        long replay = Ids.parse(id, "replay");
        boolean changed =
                jdbc.sql(
                                        """
                                        UPDATE replay SET state = :to, message = :message,
                                            next_item_at = COALESCE(
                                                CAST(:next AS TIMESTAMP WITH TIME ZONE), next_item_at)
                                        WHERE id = :id AND state IN (:from)""")
                                .param("to", to)
                                .param("message", message)
                                .param(
                                        "next",
                                        to.equals("running") ? Columns.time(clock.instant()) : null)
                                .param("id", replay)
                                .param("from", from)
                                .update()
                        == 1;
        Replay present = get(replay);
        if (!changed) {
            throw Refusal.conflict(
                    "Replay %s cannot be %s: it is %s%s."
                            .formatted(
                                    id,
                                    to.equals("running") ? "resumed" : to,
                                    present.state(),
                                    present.state().equals(to) ? " already" : ""));
        }
        if (message != null) {
            LOG.info("Replay {}: {}", id, message);
        }
        trail.changed(present, by);
        return present;
    }

    private static BigDecimal rate(Body request) {
        BigDecimal rate = request.number("rate_per_second");
        if (rate == null) {
            return null;
        }
        if (rate.compareTo(SLOWEST) < 0 || rate.compareTo(FASTEST) > 0) {
            throw Refusal.invalid(
                    "rate_per_second",
                    "The number a second is from " + SLOWEST + " to " + FASTEST + ".");
        }
        return rate.setScale(SLOWEST.scale(), RoundingMode.HALF_UP);
    }

    /** Who has said yes to eleven is not to start twelve. */
    private static void refuseUnexpected(Body request, int total) {
        BigDecimal expected = request.number("expected_total");
        if (expected != null && expected.compareTo(BigDecimal.valueOf(total)) != 0) {
            throw Refusal.conflict(
                    "There are "
                            + total
                            + " of them now, and "
                            + expected.toBigInteger()
                            + " were expected. Look again.");
        }
    }

    private record Wanted(
            List<Selection.Chosen> chosen,
            Selection.Asked asked,
            boolean canary,
            BigDecimal rate,
            boolean checkProcore,
            String reason) {}

    private long record(Wanted wanted, Caller by) {
        long id =
                transaction.execute(
                        status -> {
                            long replay = insert(wanted, by);
                            trail.started(get(replay), by);
                            return replay;
                        });
        LOG.info(
                "Replay {}: {} dead letters, started by {}: {}",
                id,
                wanted.chosen.size(),
                by.name(),
                wanted.reason);
        return id;
    }

    private long insert(Wanted wanted, Caller by) {
        OffsetDateTime now = Columns.time(clock.instant());
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        jdbc.sql(
                        """
                        INSERT INTO replay (state, actor, reason, canary, rate_per_second,
                            next_item_at, started_at, selection, total_amount, check_procore)
                        VALUES ('running', :actor, :reason, :canary, :rate, :now, :now,
                            :selection, :amount, :check)""")
                .param("actor", by.name())
                .param("reason", wanted.reason)
                .param("canary", wanted.canary)
                .param("rate", wanted.rate)
                .param("now", now)
                .param("selection", wanted.asked.json())
                .param(
                        "amount",
                        wanted.chosen.stream()
                                .map(Selection.Chosen::amount)
                                .reduce(BigDecimal.ZERO, BigDecimal::add))
                .param("check", wanted.checkProcore)
                .update(key, "id");
        long replay = key.getKey().longValue();
        jdbc.sql(
                        """
                        INSERT INTO replay_item (replay_id, position, dead_letter_id,
                            change_order_id, outcome)
                        SELECT :replay, ROW_NUMBER() OVER (ORDER BY id), id,
                            change_order_id, 'waiting'
                        FROM dead_letter WHERE id = ANY(:ids)""")
                .param("replay", replay)
                .param("ids", wanted.chosen.stream().map(Selection.Chosen::id).toArray(Long[]::new))
                .update();
        return replay;
    }

    private Replay get(long id) {
        return views.get(id, Map.of());
    }
}
