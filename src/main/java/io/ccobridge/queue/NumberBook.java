package io.ccobridge.queue;

import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.ExportPlan;
import io.ccobridge.changeorder.Refusal;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which numbers are taken. A number is given to one change order and never again: to Spectrum, a
 * number that comes twice is an update of the older record (facts/spectrum-api.md 2.4).
 */
public final class NumberBook {

    /** How many candidates are looked up at once. */
    private static final int GLANCE = 50;

    /** Who has a number that an unlink gave up: it stays taken. */
    private static final long NOBODY = 0;

    private final JdbcClient jdbc;
    private final Function<Candidate, Stream<String>> changeRequestNumbers;
    private final Function<Candidate, Stream<String>> subChangeOrderNumbers;

    /**
     * @param changeRequestNumbers the numbers to try for a change order, best first
     * @param subChangeOrderNumbers likewise, for the subcontract's own numbering
     */
    public NumberBook(
            JdbcClient jdbc,
            Function<Candidate, Stream<String>> changeRequestNumbers,
            Function<Candidate, Stream<String>> subChangeOrderNumbers) {
        this.jdbc = jdbc;
        this.changeRequestNumbers = changeRequestNumbers;
        this.subChangeOrderNumbers = subChangeOrderNumbers;
    }

    /**
     * The candidate with a change request number that is free for it; without one when none could
     * be made.
     */
    public Candidate propose(Candidate candidate) {
        Optional<Long> id = idOf(candidate);
        Optional<String> own =
                id.flatMap(
                        known ->
                                jdbc.sql(
                                                "SELECT change_request_number FROM every_change_order WHERE id = :id")
                                        .param("id", known)
                                        .query(String.class)
                                        .optional());
        if (own.isPresent() && owner(jobScope(candidate), own.get()).equals(id)) {
            return candidate.withChangeRequestNumber(own.get());
        }
        return candidate.withChangeRequestNumber(
                firstFree(jobScope(candidate), changeRequestNumbers.apply(candidate), id)
                        .orElse(null));
    }

    /**
     * A number for the subcontract's change order that is free for the change order, or was given
     * to it before.
     */
    public Optional<String> proposeSubChangeOrderNumber(Candidate candidate) {
        return firstFree(
                subcontractScope(candidate),
                subChangeOrderNumbers.apply(candidate),
                idOf(candidate));
    }

    /** Whether an approver may type that number for its change request: no other one has it. */
    public boolean isFree(Candidate candidate, String number) {
        return owner(jobScope(candidate), number)
                .filter(owner -> !idOf(candidate).equals(Optional.of(owner)))
                .isEmpty();
    }

    /**
     * The number is this change order's from now on.
     *
     * @param field what the caller named it in
     * @throws Refusal 422 when it is another's
     */
    void reserveFor(String scope, String number, long changeOrderId, String field) {
        if (!reserved(scope, number, changeOrderId)) {
            throw Refusal.invalid(
                    field,
                    "The number "
                            + number
                            + (owner(scope, number).equals(Optional.of(NOBODY))
                                    ? " was used before and given up by an unlink;"
                                    : " is another change order's;")
                            + " choose another.");
        }
    }

    /** Whether the number is this change order's now. */
    private boolean reserved(String scope, String number, long changeOrderId) {
        int inserted =
                jdbc.sql(
                                "INSERT INTO reserved_number (scope, number, change_order_id) VALUES"
                                        + " (:scope, :number, :id) ON CONFLICT DO NOTHING")
                        .param("scope", scope)
                        .param("number", key(number))
                        .param("id", changeOrderId)
                        .update();
        return inserted > 0 || owner(scope, number).equals(Optional.of(changeOrderId));
    }

    /**
     * The numbers of an export, for its job and its subcontract, are this change order's from now
     * on.
     *
     * @throws Refusal 422 when one is another's
     */
    void reserveFor(Candidate candidate, ExportPlan plan, long changeOrderId) {
        reserveFor(
                jobScope(candidate),
                plan.changeRequestNumber(),
                changeOrderId,
                "change_request_number");
        String subNumber = plan.header().get("Sub_Change_Order_Number");
        if (subNumber != null) {
            reserveFor(
                    subcontractScope(candidate),
                    subNumber,
                    changeOrderId,
                    "Sub_Change_Order_Number");
        }
    }

    /**
     * Reserves the candidate's change request number, or the next one that is free when another
     * change order of the job was given it since it was proposed.
     *
     * @return the number that is this change order's from now on
     * @throws Refusal 422 when no free number can be made
     */
    String reserveOne(Candidate candidate, long changeOrderId) {
        String scope = jobScope(candidate);
        String number = candidate.changeRequestNumber();
        while (number != null && !reserved(scope, number, changeOrderId)) {
            number =
                    firstFree(
                                    scope,
                                    changeRequestNumbers.apply(candidate),
                                    Optional.of(changeOrderId))
                            .orElse(null);
        }
        if (number == null) {
            throw Refusal.invalid(
                    "change_request_number", "No change request number is free in this job.");
        }
        return number;
    }

    /** After an unlink the numbers stay taken, and are nobody's. */
    void retire(long changeOrderId) {
        jdbc.sql(
                        "UPDATE reserved_number SET change_order_id = :nobody WHERE"
                                + " change_order_id = :id")
                .param("nobody", NOBODY)
                .param("id", changeOrderId)
                .update();
    }

    /** Numbers are told apart within a job; before the project has one, within the project. */
    static String jobScope(Candidate candidate) {
        return candidate.job() == null
                ? "project:" + candidate.changeOrder().project().id()
                : jobScope(candidate.job().code());
    }

    static String jobScope(String jobNumber) {
        return "job:" + cut(jobNumber);
    }

    static String subcontractScope(Candidate candidate) {
        return "subcontract:"
                + (candidate.vendor() == null ? "" : cut(candidate.vendor().code()))
                + "/"
                + (candidate.subcontract() == null ? "" : cut(candidate.subcontract().code()));
    }

    private Optional<String> firstFree(
            String scope, Stream<String> numbers, Optional<Long> changeOrderId) {
        Iterator<String> wanted = numbers.iterator();
        while (wanted.hasNext()) {
            List<String> glance =
                    Stream.generate(() -> wanted.hasNext() ? wanted.next() : null)
                            .limit(GLANCE)
                            .takeWhile(number -> number != null)
                            .toList();
            List<String> taken =
                    jdbc.sql(
                                    "SELECT number FROM reserved_number WHERE scope = :scope AND"
                                            + " number IN (:numbers) AND change_order_id <> :id")
                            .param("scope", scope)
                            .param("numbers", glance.stream().map(NumberBook::key).toList())
                            .param("id", changeOrderId.orElse(-1L))
                            .query(String.class)
                            .list();
            Optional<String> free =
                    glance.stream().filter(number -> !taken.contains(key(number))).findFirst();
            if (free.isPresent()) {
                return free;
            }
        }
        return Optional.empty();
    }

    private Optional<Long> idOf(Candidate candidate) {
        return jdbc.sql(
                        """
                        SELECT id FROM every_change_order
                        WHERE project_id = :project AND source_key = :key""")
                .param("project", candidate.changeOrder().project().id())
                .param("key", candidate.changeOrder().key())
                .query(Long.class)
                .optional();
    }

    private Optional<Long> owner(String scope, String number) {
        return jdbc.sql(
                        "SELECT change_order_id FROM reserved_number WHERE scope = :scope AND number"
                                + " = :number")
                .param("scope", scope)
                .param("number", key(number))
                .query(Long.class)
                .optional();
    }

    /**
     * Nobody has said whether Spectrum's keys tell capital letters from small ones: here they do
     * not.
     */
    private static String key(String number) {
        return number.toUpperCase(Locale.ROOT);
    }

    /**
     * A code that is too long for Spectrum never gets as far as an export; it must only not break
     * the column.
     */
    private static String cut(String code) {
        return code.length() <= 20 ? code : code.substring(0, 20);
    }
}
