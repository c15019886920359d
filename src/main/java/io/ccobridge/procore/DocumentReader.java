package io.ccobridge.procore;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.Commitment;
import io.ccobridge.changeorder.FieldProblem;
import io.ccobridge.changeorder.Line;
import io.ccobridge.changeorder.Project;
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
    static String key(JsonNode row) {
        JsonNode kept = StoredDocument.keepable(row);
        Long id = new Fields(kept, "", new ArrayList<>()).id("id");
        return id == null ? "sha256:" + Digest.of(kept) : id.toString();
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
                    project, key(row), null, null, null, null, null, null, null, null, null, null,
                    List.of(), problems);
        }
        Fields fields = new Fields(row, "", problems);
        ZoneId day = project.zone() == null ? zone : project.zone();
        return new ChangeOrder(
                project,
                key(row),
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
                lines(document.lines(), problems),
                problems);
    }

    private static String currency(Fields fields, List<FieldProblem> problems) {
        JsonNode configuration = fields.optionalObject("currency_configuration");
        return configuration == null
                ? null
                : new Fields(configuration, "currency_configuration.", problems)
                        .optionalText("currency_iso_code", 10);
    }

    private List<Line> lines(JsonNode list, List<FieldProblem> problems) {
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
                lines.add(line(new Fields(line, name + ".", problems), name, problems));
            } else {
                problems.add(
                        new FieldProblem(
                                name, "is " + Fields.kind(line) + ", where an object is expected"));
            }
        }
        return lines;
    }

    private Line line(Fields fields, String name, List<FieldProblem> problems) {
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
                fields.amount("amount"),
                fields.optionalText("description", DESCRIPTION_LONGEST));
    }
}
