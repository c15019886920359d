package io.ccobridge.procore;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.Commitment;
import io.ccobridge.changeorder.FieldProblem;
import io.ccobridge.changeorder.Line;
import io.ccobridge.changeorder.Project;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads Procore's documents (facts/procore-api.md 1.3, 1.4). Every document is read, whatever it
 * holds: what cannot be understood becomes a field problem, never an exception.
 */
public final class DocumentReader {

    // what the tables keep of them
    private static final int NUMBER_LONGEST = 200;
    private static final int TITLE_LONGEST = 2000;
    private static final int DESCRIPTION_LONGEST = 1_000_000;
    private static final int CODE_LONGEST = 100;

    private final ZoneId zone;
    private final String wbsDelimiter;

    /**
     * @param zone for the day of a moment where the project has no time zone of its own
     * @param wbsDelimiter what stands between cost code and cost type in a flat code, normally "."
     */
    public DocumentReader(ZoneId zone, String wbsDelimiter) {
        this.zone = zone;
        this.wbsDelimiter = wbsDelimiter;
    }

    /** What tells a change order from the others of its project, see {@link ChangeOrder}. */
    static String key(Family family, JsonNode row) {
        JsonNode kept = StoredDocument.keepable(row);
        Long id = new Fields(kept, "", new ArrayList<>()).id("id");
        return id == null ? "sha256:" + Digest.of(kept) : family.key(id);
    }

    /**
     * @param commitment null when Procore does not show it
     */
    ChangeOrder read(StoredDocument document, Project project, Commitment commitment) {
        JsonNode row = document.changeOrder();
        List<FieldProblem> problems = new ArrayList<>();
        if (!row.isObject()) {
            problems.add(
                    new FieldProblem(
                            "document",
                            "is " + Fields.kind(row) + ", where an object is expected"));
            return new ChangeOrder(
                    project,
                    key(document.family(), row),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    List.of(),
                    problems);
        }
        Fields fields = new Fields(row, "", problems);
        ZoneId day = project.zone() == null ? zone : project.zone();
        return new ChangeOrder(
                project,
                key(document.family(), row),
                fields.id("id"),
                fields.text("number", NUMBER_LONGEST),
                fields.text("title", TITLE_LONGEST),
                fields.optionalText("description", DESCRIPTION_LONGEST),
                fields.word("status", NUMBER_LONGEST),
                fields.day("created_at", day),
                fields.amount("grand_total"),
                currency(fields, problems),
                fields.id("contract_id"),
                commitment,
                lines(document, problems),
                problems,
                packageId(document));
    }

    /**
     * The package on the classic side, by which a change order is known again when its project
     * comes to three tiers. The batch is the same thing, as far as anybody has seen
     * (facts/procore-api.md 1.2).
     */
    private static Long packageId(StoredDocument document) {
        Fields fields = new Fields(document.changeOrder(), "", new ArrayList<>());
        if (document.family() == Family.PACKAGES) {
            return fields.id("id");
        }
        Long legacy = fields.id("legacy_package_id");
        return legacy == null ? fields.id("batch_id") : legacy;
    }

    private static String currency(Fields fields, List<FieldProblem> problems) {
        JsonNode configuration = fields.optionalObject("currency_configuration");
        return configuration == null
                ? null
                : new Fields(configuration, "currency_configuration.", problems)
                        .optionalText("currency_iso_code", 10);
    }

    private List<Line> lines(StoredDocument document, List<FieldProblem> problems) {
        JsonNode list = document.lines();
        if (!list.isArray()) {
            String words = ErrorBody.words(list);
            problems.add(
                    new FieldProblem(
                            "lines",
                            "could not be read from Procore"
                                    + (words.isEmpty() ? "" : ": " + words)));
            return List.of();
        }
        List<Line> lines = new ArrayList<>(list.size());
        for (int index = 0; index < list.size(); index++) {
            JsonNode line = list.get(index);
            String name = "lines[" + index + "]";
            if (line.isObject()) {
                lines.add(
                        line(
                                new Fields(line, name + ".", problems),
                                name,
                                amountField(document.family(), line),
                                line,
                                problems));
            } else {
                problems.add(
                        new FieldProblem(
                                name, "is " + Fields.kind(line) + ", where an object is expected"));
            }
        }
        return lines;
    }

    /**
     * A line of a package has no amount, but a total and an extended one (facts/procore-api.md
     * 1.5). The total is taken, for it is what the change order's own total is made of; where that
     * is not so they do not add up, and the requirement amount-fits holds the change order back.
     */
    private static String amountField(Family family, JsonNode line) {
        return family == Family.PACKAGES && !line.has("amount") ? "total_amount" : "amount";
    }

    /** Quantity and unit cost are 0 on lines that are not counted. */
    private static Line.Units units(Fields fields, JsonNode line) {
        BigDecimal quantity = fields.optionalDecimal("quantity");
        BigDecimal unitCost = fields.optionalDecimal("unit_cost");
        boolean counted =
                quantity != null && quantity.signum() != 0
                        || unitCost != null && unitCost.signum() != 0;
        return counted
                ? new Line.Units(
                        quantity,
                        unitCost,
                        line.path("uom").isTextual() ? line.path("uom").textValue() : null,
                        line.path("extended_type").asText().equals("manual"))
                : null;
    }

    private Line line(
            Fields fields, String name, String amount, JsonNode line, List<FieldProblem> problems) {
        JsonNode wbs = fields.optionalObject("wbs_code");
        String code =
                wbs == null
                        ? null
                        : new Fields(wbs, name + ".wbs_code.", problems)
                                .text("flat_code", CODE_LONGEST);
        int cut = code == null ? -1 : code.lastIndexOf(wbsDelimiter);
        boolean split = cut > 0 && cut + wbsDelimiter.length() < code.length();
        return new Line(
                fields.text("id", NUMBER_LONGEST),
                code,
                split ? code.substring(0, cut) : null,
                split ? code.substring(cut + wbsDelimiter.length()) : null,
                fields.amount(amount),
                fields.optionalText("description", DESCRIPTION_LONGEST),
                units(fields, line));
    }
}
