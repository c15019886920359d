package io.ccobridge.audit;

import io.ccobridge.changeorder.Refusal;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Proves the chain in the database, or names the first entry that is not what it was. */
public final class AuditVerification {

    private final EntryTable table;
    private final Clock clock;

    public AuditVerification(JdbcClient jdbc, Clock clock) {
        this.table = new EntryTable(jdbc);
        this.clock = clock;
    }

    /**
     * Looks at every entry there is now; what is appended meanwhile is the next one's.
     *
     * @param query {@code since} (POSITION:HASH) and {@code head} (a hash), as written down
     *     earlier; both may be absent
     * @throws Refusal 400 for a {@code since} that is none
     */
    public Verification verify(Map<String, String> query) {
        Remembered remembered = new Remembered(since(query.get("since")), query.get("head"));
        Optional<Mark> head = table.head();
        ChainCheck.Result chain =
                ChainCheck.whole(
                        table.upTo(head.map(Mark::position).orElse(Long.MAX_VALUE)), remembered);
        Broken broken = first(chain, head);
        return new Verification(
                broken == null,
                chain.entries(),
                broken,
                head.orElse(chain.last()),
                clock.instant());
    }

    private Broken first(ChainCheck.Result chain, Optional<Mark> head) {
        if (chain.broken() != null) {
            return chain.broken();
        }
        if (head.isEmpty()) {
            return Broken.where(
                    chain.last().position() + 1,
                    Broken.What.REMOVED,
                    "The head of the chain, which says what the last entry is, is missing.");
        }
        long end = head.get().position();
        if (chain.last().position() < end) {
            return Broken.where(
                    chain.last().position() + 1,
                    Broken.What.TRUNCATED,
                    "The head says that entry "
                            + end
                            + " is the last one, and behind entry "
                            + chain.last().position()
                            + " there is none.");
        }
        if (!chain.last().hash().equals(head.get().hash())) {
            return Broken.where(
                    end,
                    Broken.What.CHANGED,
                    "The head has another hash for entry " + end + " than the entry itself.");
        }
        if (table.hasStrays()) {
            return Broken.where(
                    end + 1,
                    Broken.What.INSERTED,
                    "The head says that entry " + end + " is the last one, and there are more.");
        }
        if (chain.forgotten() != null) {
            return chain.forgotten();
        }
        return table.goneBack()
                .map(
                        gone ->
                                new Broken(
                                        end + 1,
                                        Long.toString(gone.changeOrderId()),
                                        null,
                                        Broken.What.TRUNCATED,
                                        "Change order "
                                                + gone.changeOrderId()
                                                + " is "
                                                + gone.state()
                                                + (gone.lastMove() == null
                                                        ? ", and no entry moved it there"
                                                        : ", and its last move, entry "
                                                                + gone.lastMove()
                                                                + ", left it "
                                                                + gone.leftAs())
                                                + ": entries are missing at the end."))
                .orElse(null);
    }

    private static Mark since(String text) {
        return text == null
                ? null
                : Mark.of(text)
                        .orElseThrow(
                                () ->
                                        Refusal.malformed(
                                                "since",
                                                "since is a position, a colon and a hash."));
    }
}
