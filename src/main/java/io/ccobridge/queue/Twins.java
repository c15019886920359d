package io.ccobridge.queue;

import io.ccobridge.changeorder.Awaited;
import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.Fingerprint;
import io.ccobridge.changeorder.Problem;
import io.ccobridge.changeorder.State;
import java.math.BigDecimal;
import java.sql.Types;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The same money under two ids. Procore shows a change order of a project with one or two tiers as
 * a commitment change order, and on its classic side as (a part of) a change order package, with
 * another id; a project that comes to three tiers is read from the packages from then on. What went
 * to Spectrum as the one must not go again as the other.
 *
 * <p>They are known by the package: every commitment change order names the one that it is in.
 * Where it names none, by commitment and number.
 */
public final class Twins {

    /** As problems carry it. */
    public static final String REQUIREMENT = "comes-once";

    private static final List<State> ON_ITS_WAY =
            List.of(State.READY_TO_EXPORT, State.ACCEPTED, State.FAILED_TO_EXPORT, State.SYNCED);

    private record Twin(
            long id,
            State state,
            BigDecimal total,
            String changeRequestNumber,
            Long packageId,
            String presentFingerprint,
            boolean held) {

        /** A decision about it is open or made, or Spectrum holds a part of it. */
        boolean standsInTheWay() {
            return held || ON_ITS_WAY.contains(state);
        }

        String told() {
            return "change order "
                    + id
                    + " ("
                    + state.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                    + (total == null ? "" : ", " + Shown.money(total))
                    + (changeRequestNumber == null ? "" : ", change request " + changeRequestNumber)
                    + ")";
        }
    }

    private final JdbcClient jdbc;

    public Twins(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What stands in the way of a change order; both empty: nothing does.
     *
     * @param awaited the other change orders, as things that it waits for
     */
    public record Standing(List<Problem> problems, List<Awaited> awaited) {}

    public Standing inTheWayOf(ChangeOrder changeOrder) {
        List<Twin> inTheWay = inTheWay(changeOrder);
        return new Standing(
                inTheWay.isEmpty() ? List.of() : List.of(problem(inTheWay)),
                inTheWay.stream().map(Twins::awaited).toList());
    }

    private static Problem problem(List<Twin> inTheWay) {
        return new Problem(
                REQUIREMENT,
                "Procore lists the same money twice: it is here already, or a part of it is, as "
                        + inTheWay.stream().map(Twin::told).collect(Collectors.joining(", "))
                        + ".",
                "Leave this one if that is all of it. If this one is to go to Spectrum instead, first"
                        + " retrieve, reject or unlink the other; then this one moves on by itself.");
    }

    private static Awaited awaited(Twin twin) {
        return new Awaited(
                Awaited.Kind.CHANGE_ORDER,
                Awaited.Lack.IN_THE_WAY,
                Long.toString(twin.id()),
                null,
                "Change order " + twin.id(),
                problem(List.of(twin)).message());
    }

    private List<Twin> inTheWay(ChangeOrder changeOrder) {
        List<Twin> twins = of(changeOrder);
        boolean comesAsTheOther =
                sameUnderAnotherId(changeOrder, twins).isPresent() && !isHere(changeOrder);
        return comesAsTheOther ? List.of() : twins.stream().filter(Twin::standsInTheWay).toList();
    }

    /** It has a row of its own, so that it will not go on in the other one's. */
    private boolean isHere(ChangeOrder changeOrder) {
        return jdbc.sql(
                                "SELECT COUNT(*) FROM every_change_order WHERE project_id = :project AND"
                                        + " source_key = :key")
                        .param("project", changeOrder.project().id())
                        .param("key", changeOrder.key())
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /**
     * The one change order that a change order without a row is, under the id of the other list: of
     * the same package, alone in it, and the same in all that an approver decides about.
     */
    Optional<Long> sameUnderAnotherId(ChangeOrder changeOrder) {
        return sameUnderAnotherId(changeOrder, of(changeOrder)).map(Twin::id);
    }

    private static Optional<Twin> sameUnderAnotherId(ChangeOrder changeOrder, List<Twin> twins) {
        return twins.size() == 1
                        && twins.get(0).packageId() != null
                        && twins.get(0).packageId().equals(changeOrder.packageId())
                        && Fingerprint.of(changeOrder).equals(twins.get(0).presentFingerprint())
                ? Optional.of(twins.get(0))
                : Optional.empty();
    }

    private List<Twin> of(ChangeOrder changeOrder) {
        return jdbc.sql(
                        """
                        SELECT c.id, c.state, c.total, c.change_request_number, c.package_id,
                               c.present_fingerprint,
                               EXISTS (SELECT 1 FROM export_line l JOIN export e ON e.id = l.export_id
                                       WHERE e.change_order_id = c.id
                                       AND l.state IN ('DONE', 'UNKNOWN')) AS held
                        FROM every_change_order c
                        WHERE c.id IN (
                            SELECT id FROM every_change_order
                            WHERE project_id = :project AND package_id = :package
                            UNION
                            SELECT id FROM every_change_order
                            WHERE commitment_id = :commitment AND number = :number
                              AND project_id = :project AND (package_id IS NULL OR :unpacked))
                          AND (CASE WHEN c.source_key LIKE 'package:%' THEN 1 ELSE 0 END) <> :packages
                        ORDER BY c.id""")
                .param("project", changeOrder.project().id())
                .param("package", changeOrder.packageId(), Types.BIGINT)
                .param("unpacked", changeOrder.packageId() == null)
                .param("commitment", changeOrder.commitmentId(), Types.BIGINT)
                .param("number", changeOrder.number(), Types.VARCHAR)
                .param("packages", isPackage(changeOrder) ? 1 : 0)
                .query(
                        (row, number) ->
                                new Twin(
                                        row.getLong("id"),
                                        State.valueOf(row.getString("state")),
                                        row.getBigDecimal("total"),
                                        row.getString("change_request_number"),
                                        row.getObject("package_id", Long.class),
                                        row.getString("present_fingerprint"),
                                        row.getBoolean("held")))
                .list();
    }

    private static boolean isPackage(ChangeOrder changeOrder) {
        return changeOrder.key().startsWith(ChangeOrder.PACKAGE_KEY);
    }
}
