package io.ccobridge.deadletter;

import io.ccobridge.changeorder.Problem;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.queue.Difference;
import io.ccobridge.queue.Outlook;
import io.ccobridge.queue.StoredExport;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a replay would do, told as a replay that has done nothing: it has no id, and is kept
 * nowhere.
 *
 * @param totalAmount of the change orders, as decimal text
 * @param examined how many of them, the oldest, were looked at one by one; what follows speaks of
 *     these
 * @param keepApproval would be sent under the approval they have
 * @param backToApproval would go back to the approver
 * @param unmet do not meet every requirement any more
 * @param amountToSend what Spectrum would be told, as decimal text
 */
public record DryRun(
        String id,
        String state,
        int total,
        int done,
        int succeeded,
        int failed,
        List<Replay.Result> results,
        String totalAmount,
        boolean checkProcore,
        int examined,
        int keepApproval,
        int backToApproval,
        int unmet,
        String amountToSend,
        List<Item> items) {

    /** A person reads this; and each may cost several queries. */
    static final int MOST_EXAMINED = 1_000;

    /** Each of these costs some calls to Procore, which counts them. */
    static final int MOST_ASKED = 25;

    private static final String KEPT = "kept";
    private static final String BACK = "back-to-approver";

    /**
     * One that would be replayed.
     *
     * @param id of the dead letter
     * @param message why it failed
     * @param approval kept, back-to-approver, or unknown when it could not be looked at
     * @param why it goes back, or could not be looked at; else null
     * @param lines that would be sent
     * @param amountToSend their sum, as decimal text
     * @param differences from the payload that failed
     * @param problems requirements that it does not meet any more; Spectrum has the last word
     * @param changedInProcore since it was sent to accounting
     * @param warnings in words
     */
    public record Item(
            String id,
            String changeOrderId,
            String commitmentNumber,
            String number,
            String title,
            String amount,
            String message,
            String approval,
            String why,
            List<Line> lines,
            String amountToSend,
            List<Difference> differences,
            List<Problem> problems,
            boolean changedInProcore,
            List<String> warnings) {}

    /**
     * @param state OPEN, or UNKNOWN or DONE when Spectrum may hold it and would be told again
     */
    public record Line(String phase, String costType, String amount, String state) {

        static Line of(StoredExport.StoredLine line) {
            return new Line(
                    line.sum().phase(),
                    line.sum().costType(),
                    Columns.money(line.sum().amount()),
                    line.state());
        }
    }

    /**
     * @param chosen open ones, the oldest first
     * @param proposers of the edits that wait for a second person, by dead letter
     */
    static DryRun of(
            List<Selection.Chosen> chosen,
            Map<Long, String> proposers,
            Resending resending,
            boolean askProcore) {
        List<Item> items =
                chosen.stream()
                        .limit(askProcore ? MOST_ASKED : MOST_EXAMINED)
                        .map(one -> item(one, proposers.get(one.id()), resending, askProcore))
                        .toList();
        return new DryRun(
                null,
                "done",
                chosen.size(),
                0,
                0,
                0,
                List.of(),
                Columns.money(sum(chosen, Selection.Chosen::amount)),
                askProcore,
                items.size(),
                (int) items.stream().filter(item -> item.approval.equals(KEPT)).count(),
                (int) items.stream().filter(item -> item.approval.equals(BACK)).count(),
                (int) items.stream().filter(item -> !item.problems.isEmpty()).count(),
                Columns.money(sum(items, item -> new BigDecimal(item.amountToSend))),
                items);
    }

    private static Item item(
            Selection.Chosen one, String proposer, Resending resending, boolean askProcore) {
        try {
            return item(one, proposer, resending.outlook(one.changeOrderId(), askProcore));
        } catch (Refusal refusal) {
            return new Item(
                    Long.toString(one.id()),
                    Long.toString(one.changeOrderId()),
                    one.commitmentNumber(),
                    one.number(),
                    one.title(),
                    Columns.money(one.amount()),
                    one.message(),
                    "unknown",
                    refusal.getMessage(),
                    List.of(),
                    Columns.money(BigDecimal.ZERO),
                    List.of(),
                    List.of(),
                    false,
                    List.of());
        }
    }

    /**
     * @param proposer of an edit that waits for a second person; null: none
     */
    private static Item item(Selection.Chosen one, String proposer, Outlook outlook) {
        List<StoredExport.StoredLine> lines = outlook.remaining();
        return new Item(
                Long.toString(one.id()),
                Long.toString(one.changeOrderId()),
                one.commitmentNumber(),
                one.number(),
                one.title(),
                Columns.money(one.amount()),
                one.message(),
                outlook.keepsApproval() ? KEPT : BACK,
                outlook.whyBack().orElse(null),
                lines.stream().map(Line::of).toList(),
                Columns.money(sum(lines, line -> line.sum().amount())),
                outlook.differences(),
                outlook.problems(),
                outlook.changedInProcore(),
                Stream.of(
                                outlook.writesOver() ? writesOver(outlook) : null,
                                proposer == null ? null : goesWithout(proposer))
                        .filter(Objects::nonNull)
                        .toList());
    }

    private static String goesWithout(String proposer) {
        return "A correction that "
                + proposer
                + " proposed waits for a second person. A replay sends what was accepted, without"
                + " it, and the correction lapses: confirm or withdraw it first.";
    }

    private static String writesOver(Outlook outlook) {
        return "Spectrum holds, or may hold, a part under "
                + outlook.stored().header().get("Change_Request_Number")
                + ". It is told the same amounts again, which sets and never adds; what a person has"
                + " typed over there meanwhile would be written over.";
    }

    private static <T> BigDecimal sum(List<T> of, Function<T, BigDecimal> amount) {
        return of.stream().map(amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
