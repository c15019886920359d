package io.ccobridge.audit;

import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of audit_entry, whose id is the entry's position, and the one row of audit_head. */
final class EntryTable {

    static final String COLUMNS =
            """
            id, previous_hash, at, change_order_id, subject, actor, from_state, to_state, amount,
            reason, detail, hash\
            """;

    private static final int ROWS_A_PAGE = 1000;

    private final JdbcClient jdbc;

    EntryTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds what is told; the database gives it its place, the amount and the hash. */
    void insert(Draft draft) {
        jdbc.sql(
                        """
                        INSERT INTO audit_entry (change_order_id, subject, at, actor, from_state, to_state, reason, detail)
                        VALUES (:id, :subject, :at, :by, :from, :to, :reason, :detail)\
                        """)
                .param("id", draft.changeOrderId())
                .param("subject", draft.subject())
                .param("at", draft.at().atOffset(ZoneOffset.UTC))
                .param("by", draft.by())
                .param("from", draft.from())
                .param("to", draft.to())
                .param("reason", draft.reason())
                .param("detail", draft.detail())
                .update();
    }

    /** The last entry, as the head says; empty when there is no head. */
    Optional<Mark> head() {
        return jdbc.sql("SELECT position, hash FROM audit_head WHERE id = 1")
                .query((row, number) -> new Mark(row.getLong("position"), row.getString("hash")))
                .optional();
    }

    void moveHead(Mark to) {
        jdbc.sql("UPDATE audit_head SET position = :position, hash = :hash WHERE id = 1")
                .param("position", to.position())
                .param("hash", to.hash())
                .update();
    }

    /** Whether there are more entries than the head counts; both are seen at one moment. */
    boolean hasStrays() {
        return jdbc.sql(
                                """
                                SELECT COUNT(*) FROM audit_head WHERE id = 1
                                AND position < (SELECT COUNT(*) FROM audit_entry)\
                                """)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /**
     * A change order that stands elsewhere than its last move left it. Every move has its entry in
     * its own transaction, so entries are missing: whoever cuts off the end of the chain and sets
     * its head back leaves a chain that is whole in itself.
     *
     * @param lastMove the position of its last entry that tells of a move; null: there is none
     * @param leftAs the state it had then; without a move that in which each begins
     */
    record GoneBack(long changeOrderId, String state, Long lastMove, String leftAs) {}

    /** The first of them; the change orders and the entries are seen at one moment. */
    Optional<GoneBack> goneBack() {
        return jdbc.sql(
                        """
                        SELECT c.id, c.state, a.id AS last_move,
                            COALESCE(a.to_state, 'NEEDS_ATTENTION') AS left_as
                        FROM every_change_order c
                        LEFT JOIN audit_entry a ON a.id = (SELECT MAX(x.id) FROM audit_entry x
                            WHERE x.change_order_id = c.id AND x.from_state <> x.to_state)
                        WHERE COALESCE(a.to_state, 'NEEDS_ATTENTION') <> c.state
                        ORDER BY c.id LIMIT 1\
                        """)
                .query(
                        (row, number) ->
                                new GoneBack(
                                        row.getLong("id"),
                                        row.getString("state"),
                                        row.getObject("last_move", Long.class),
                                        row.getString("left_as")))
                .optional();
    }

    /** The entries up to a position in their order, read a page at a time as they are taken. */
    Iterator<Entry> upTo(long last) {
        return new Iterator<>() {
            private final Deque<Entry> page = new ArrayDeque<>();
            private long after = Long.MIN_VALUE;
            private boolean more = true;

            @Override
            public boolean hasNext() {
                if (page.isEmpty() && more) {
                    List<Entry> next = page(after, last);
                    more = next.size() == ROWS_A_PAGE;
                    page.addAll(next);
                }
                return !page.isEmpty();
            }

            @Override
            public Entry next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                after = page.element().position();
                return page.remove();
            }
        };
    }

    private List<Entry> page(long after, long last) {
        return jdbc.sql(
                        "SELECT "
                                + COLUMNS
                                + " FROM audit_entry WHERE id > :after AND id <= :last ORDER BY id"
                                + " LIMIT "
                                + ROWS_A_PAGE)
                .param("after", after)
                .param("last", last)
                .query((row, number) -> Entry.of(row))
                .list();
    }
}
