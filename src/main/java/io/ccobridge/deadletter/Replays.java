package io.ccobridge.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Refusal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Replays of dead letters as people see them: asked for, looked at, called off. A replay is rows
 * and nothing else, so that it outlives the node that took it; {@link ReplayRunner} moves it on.
 */
public final class Replays {

    private static final BigDecimal SLOWEST = new BigDecimal("0.001");
    private static final BigDecimal FASTEST = new BigDecimal("1000");

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Selection selection;

    public Replays(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.selection = new Selection(jdbc);
    }

    /**
     * Takes a replay, or with {@code dry_run} only says what it would do.
     *
     * @param body exactly one of ids, group and query (a text, or an object of the list's filters);
     *     canary, rate_per_second, dry_run; reason, which a dry run does not need
     * @return a {@link Replay} that is running, or a {@link Replay.DryRun}
     */
    public Record start(JsonNode body, Caller by) {
        Body request = new Body(body);
        boolean dryRun = request.flag("dry_run");
        boolean canary = request.flag("canary");
        BigDecimal rate = rate(request);
        String reason = dryRun ? null : request.text("reason");
        List<Selection.Chosen> chosen = selection.of(request);
        if (dryRun) {
            return dryRun(chosen);
        }
        Selection.refuseNothing(request, chosen);
        return get(record(chosen, canary, rate, reason, by));
    }

    public Replay get(String id) {
        return get(Ids.parse(id, "replay"));
    }

    /** What waits is skipped; what is under way comes to its end. 409 when it is not running. */
    public Replay cancel(String id, Caller by) {
        long replay = Ids.parse(id, "replay");
        transaction.executeWithoutResult(
                status -> {
                    int running =
                            jdbc.sql(
                                            """
                                            UPDATE replay SET state = 'cancelled'
                                            WHERE id = :id AND state = 'running'""")
                                    .param("id", replay)
                                    .update();
                    if (running == 0) {
                        throw Refusal.conflict(
                                "Replay " + id + " is " + get(replay).state() + " already.");
                    }
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

    private static BigDecimal rate(Body request) {
        BigDecimal rate = request.number("rate_per_second");
        if (rate == null) {
            return null;
        }
        if (rate.compareTo(SLOWEST) < 0 || rate.compareTo(FASTEST) > 0) {
            throw Refusal.invalid(
                    "rate_per_second",
                    "rate_per_second is a number from " + SLOWEST + " to " + FASTEST + ".");
        }
        return rate.setScale(SLOWEST.scale(), RoundingMode.HALF_UP);
    }

    private static Replay.DryRun dryRun(List<Selection.Chosen> chosen) {
        List<Selection.Chosen> open = chosen.stream().filter(each -> each.ended() == null).toList();
        return Replay.DryRun.of(
                Columns.money(
                        open.stream()
                                .map(Selection.Chosen::amount)
                                .reduce(BigDecimal.ZERO, BigDecimal::add)),
                open.stream()
                        .map(
                                each ->
                                        new Replay.DryRunItem(
                                                Long.toString(each.id()),
                                                Long.toString(each.changeOrderId()),
                                                Columns.money(each.amount()),
                                                each.message()))
                        .toList());
    }

    private long record(
            List<Selection.Chosen> chosen,
            boolean canary,
            BigDecimal rate,
            String reason,
            Caller by) {
        return transaction.execute(
                status -> {
                    OffsetDateTime now = Columns.time(clock.instant());
                    GeneratedKeyHolder key = new GeneratedKeyHolder();
                    jdbc.sql(
                                    """
                                    INSERT INTO replay (state, actor, reason, canary,
                                        rate_per_second, next_item_at, started_at)
                                    VALUES ('running', :actor, :reason, :canary, :rate, :now, :now)""")
                            .param("actor", by.name())
                            .param("reason", reason)
                            .param("canary", canary)
                            .param("rate", rate)
                            .param("now", now)
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
                            .param(
                                    "ids",
                                    chosen.stream().map(Selection.Chosen::id).toArray(Long[]::new))
                            .update();
                    return replay;
                });
    }

    private Replay get(long id) {
        // the replay before its items: it is then at most said to run when all have ended
        Replay replay =
                jdbc.sql("SELECT * FROM replay WHERE id = :id")
                        .param("id", id)
                        .query(Replays::replay)
                        .optional()
                        .orElseThrow(() -> Ids.unknown(id, "replay"));
        return replay.with(
                jdbc.sql(
                                """
                                SELECT dead_letter_id, outcome, message FROM replay_item
                                WHERE replay_id = :id ORDER BY position""")
                        .param("id", id)
                        .query(
                                (row, number) ->
                                        new Replay.Result(
                                                row.getString("dead_letter_id"),
                                                row.getString("outcome"),
                                                row.getString("message")))
                        .list());
    }

    private static Replay replay(ResultSet row, int number) throws SQLException {
        return new Replay(
                row.getString("id"),
                row.getString("state"),
                0,
                0,
                0,
                0,
                List.of(),
                row.getString("actor"),
                row.getString("reason"),
                Columns.time(row, "started_at"),
                Columns.time(row, "finished_at"));
    }
}
