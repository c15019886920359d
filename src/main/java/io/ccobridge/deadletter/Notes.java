package io.ccobridge.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.audit.AuditTrail;
import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Refusal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What admins note about a cause. A note stands as long as a dead letter of its cause is open, and
 * is kept when the last one goes: who meets the same cause later sees what helped.
 */
public final class Notes {

    private static final int MOST_EARLIER = 5;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final AuditTrail trail;

    public Notes(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.trail = new AuditTrail(jdbc, clock);
    }

    /**
     * Leaves a note in the place of the one before; a blank one only takes that away.
     *
     * @param body {@code {note}}
     * @throws Refusal 404 when no dead letter of the cause is open
     */
    public void put(String cause, JsonNode body, Caller by) {
        String note = body == null ? "" : body.path("note").asText("").strip();
        if (!Body.storable(note)) {
            throw Refusal.invalid("note", "note holds a character that cannot be stored.");
        }
        if (note.isEmpty()) {
            clear(cause, by);
            return;
        }
        transaction.executeWithoutResult(
                status -> {
                    refuseUnlessOpen(cause);
                    String before = end(cause, "replaced", by);
                    jdbc.sql(
                                    """
                                    INSERT INTO dead_letter_note (cause, note, noted_by, noted_at)
                                    VALUES (:cause, :note, :by, :now)""")
                            .param("cause", cause)
                            .param("note", note)
                            .param("by", by.name())
                            .param("now", Columns.time(clock.instant()))
                            .update();
                    tell(cause, before == null ? "Noted." : "Noted anew.", before, note, by);
                });
    }

    /**
     * Takes the note away, if there is one.
     *
     * @throws Refusal 404 when no dead letter of the cause is open
     */
    public void clear(String cause, Caller by) {
        transaction.executeWithoutResult(
                status -> {
                    refuseUnlessOpen(cause);
                    String before = end(cause, "cleared", by);
                    if (before != null) {
                        tell(cause, "The note was taken away.", before, null, by);
                    }
                });
    }

    /** By cause, those that stand. */
    Map<String, DeadLetter.Note> standing() {
        Map<String, DeadLetter.Note> notes = new HashMap<>();
        jdbc.sql(
                        """
                        SELECT cause, note, noted_by, noted_at FROM dead_letter_note
                        WHERE ended IS NULL ORDER BY id""")
                .query(
                        row -> {
                            notes.put(
                                    row.getString("cause"),
                                    new DeadLetter.Note(
                                            row.getString("note"),
                                            row.getString("noted_by"),
                                            Columns.time(row, "noted_at")));
                        });
        return notes;
    }

    /** By cause, the last few that went when no dead letter was left; the newest first. */
    Map<String, List<DeadLetterGroup.EarlierNote>> earlier() {
        Map<String, List<DeadLetterGroup.EarlierNote>> notes = new HashMap<>();
        jdbc.sql(
                        """
                        SELECT n.cause, n.note, n.noted_by, n.noted_at, n.ended_at
                        FROM dead_letter_note n WHERE n.ended = 'emptied' ORDER BY n.id DESC""")
                .query(
                        row -> {
                            List<DeadLetterGroup.EarlierNote> ofCause =
                                    notes.computeIfAbsent(
                                            row.getString("cause"), cause -> new ArrayList<>());
                            if (ofCause.size() < MOST_EARLIER) {
                                ofCause.add(
                                        new DeadLetterGroup.EarlierNote(
                                                row.getString("note"),
                                                row.getString("noted_by"),
                                                Columns.time(row, "noted_at"),
                                                Columns.time(row, "ended_at")));
                            }
                        });
        return notes;
    }

    private void refuseUnlessOpen(String cause) {
        boolean open =
                jdbc.sql(
                                "SELECT EXISTS (SELECT 1 FROM dead_letter WHERE cause = :cause AND"
                                        + " ended IS NULL)")
                        .param("cause", cause)
                        .query(Boolean.class)
                        .single();
        if (!open) {
            throw Refusal.unknown("There is no open dead letter of the group " + cause + ".");
        }
    }

    private void tell(String cause, String action, String before, String after, Caller by) {
        Map<String, String> detail = new LinkedHashMap<>();
        detail.put("before", before);
        detail.put("after", after);
        trail.administration(by, "note " + cause, action, detail);
    }

    /** The note that stood; null when there was none. */
    private String end(String cause, String how, Caller by) {
        String before =
                jdbc.sql(
                                "SELECT note FROM dead_letter_note WHERE cause = :cause AND ended IS"
                                        + " NULL ORDER BY id DESC LIMIT 1 FOR UPDATE")
                        .param("cause", cause)
                        .query(String.class)
                        .optional()
                        .orElse(null);
        jdbc.sql(
                        """
                        UPDATE dead_letter_note SET ended = :how, ended_at = :now, ended_by = :by
                        WHERE cause = :cause AND ended IS NULL""")
                .param("how", how)
                .param("now", Columns.time(clock.instant()))
                .param("by", by.name())
                .param("cause", cause)
                .update();
        return before;
    }
}
