package io.ccobridge.changeorder;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * A Commitment Change Order (CCO) as Procore says it is, read as far as it can be read. What could
 * not be read is null and named in {@code fieldProblems}; the document itself is kept whole beside
 * it.
 *
 * @param key what tells it from others of its project: Procore's id as text, {@code package:} and
 *     the id of one that is a change order package, or {@code sha256:...} of a document whose id
 *     cannot be read
 * @param procoreId null when it cannot be read
 * @param packageId of the change order package that it is, or is (a part of) on Procore's classic
 *     side; null when it is in none
 * @param status as Procore spells it, for example {@code approved}
 * @param dateCreated the day in the project's time zone
 * @param total what Procore says the lines add up to; exact
 * @param currency ISO code, or null where Procore gives none
 * @param commitment null when Procore does not show it
 */
public record ChangeOrder(
        Project project,
        String key,
        Long procoreId,
        String number,
        String title,
        String description,
        String status,
        LocalDate dateCreated,
        BigDecimal total,
        String currency,
        Long commitmentId,
        Commitment commitment,
        List<Line> lines,
        List<FieldProblem> fieldProblems,
        Long packageId) {

    /** What the keys of change order packages begin with: their ids are counted apart. */
    public static final String PACKAGE_KEY = "package:";

    public ChangeOrder(
            Project project,
            String key,
            Long procoreId,
            String number,
            String title,
            String description,
            String status,
            LocalDate dateCreated,
            BigDecimal total,
            String currency,
            Long commitmentId,
            Commitment commitment,
            List<Line> lines,
            List<FieldProblem> fieldProblems) {
        this(
                project,
                key,
                procoreId,
                number,
                title,
                description,
                status,
                dateCreated,
                total,
                currency,
                commitmentId,
                commitment,
                lines,
                fieldProblems,
                null);
    }

    public ChangeOrder {
        lines = List.copyOf(lines);
        fieldProblems = List.copyOf(fieldProblems);
    }

    /**
     * Approved, in any letter case: REST says {@code approved}, ERP events say {@code Approved}.
     */
    public boolean approved() {
        return "approved".equalsIgnoreCase(status);
    }

    /** The contract company, or null. */
    public Vendor vendor() {
        return commitment == null ? null : commitment.vendor();
    }
}
