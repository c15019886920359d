package io.ccobridge.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.http.Refused;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What somebody wants as a file.
 *
 * @param query what the API's call is asked with
 * @param title which list it is
 * @param words the filters for people: what each is called, and what it is set to
 * @param fileName with the days that it is about, or the moment that it was asked for
 * @param back the page that it was asked for on
 */
record Wanted(
        String owner,
        Kind kind,
        Map<String, String> query,
        String title,
        Map<String, String> words,
        String fileName,
        String back) {

    /** A call of the API that answers a file. */
    enum Kind {
        CHANGE_ORDERS("Change orders", "exportChangeOrdersCsv", "listChangeOrders"),
        FAILED_EXPORTS("Failed exports", "exportDeadLettersCsv", "listDeadLetters"),
        RECONCILIATION("Reconciliation", "reconcileCsv", null),
        AUDIT_PACK("Audit pack", "getAuditPack", null);

        private final String title;
        private final String call;
        private final String list;

        Kind(String title, String call, String list) {
            this.title = title;
            this.call = call;
            this.list = list;
        }

        String call() {
            return call;
        }

        /** The call that tells how many rows there will be; null where none does. */
        String list() {
            return list;
        }

        /** What a form calls it. */
        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        boolean csv() {
            return this != AUDIT_PACK;
        }

        String type() {
            return csv() ? "text/csv;charset=utf-8" : "application/zip";
        }

        static Kind of(String word) {
            for (Kind kind : values()) {
                if (kind.word().equals(word)) {
                    return kind;
                }
            }
            throw Refused.because(422, "Go back and choose what to download.");
        }
    }

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd-HHmm");

    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");

    /** Of the lists of change orders. */
    private static final Map<String, String> VIEWS =
            Map.of(
                    "needs-attention", "Needs attention",
                    "ready", "Ready to export",
                    "accepted", "On its way",
                    "failed", "Failed to export",
                    "synced", "Synced",
                    "returned", "Returned",
                    "all", "All change orders",
                    "archived", "Archived change orders");

    /**
     * In this order they are told; a field that is not here says nothing of what is in the file.
     */
    private static final Map<String, String> NAMES = new LinkedHashMap<>();

    static {
        NAMES.put("from", "From");
        NAMES.put("to", "To");
        NAMES.put("as_of", "As of");
        NAMES.put("q", "Text");
        NAMES.put("project", "Project");
        NAMES.put("vendor", "Vendor");
        NAMES.put("group", "Cause");
        NAMES.put("category", "Category");
        NAMES.put("min_amount", "Amount from");
        NAMES.put("max_amount", "Amount to");
        NAMES.put("min_age", "Older than");
        NAMES.put("waits_for", "Waits for");
        NAMES.put("ids", "Only");
        NAMES.put("sort", "Order");
    }

    /** What a form asks for. */
    static Wanted of(Visit visit, ZonedDateTime now) {
        Kind kind = Kind.of(visit.field("what"));
        Map<String, String> query = new TreeMap<>(visit.queryFor(kind.call()));
        String title =
                kind == Kind.CHANGE_ORDERS
                        ? VIEWS.getOrDefault(query.getOrDefault("view", "all"), kind.title)
                        : kind.title;
        Map<String, String> words = new LinkedHashMap<>();
        NAMES.forEach(
                (field, name) -> {
                    if (query.containsKey(field)) {
                        words.put(name, word(visit, field, query.get(field)));
                    }
                });
        return new Wanted(
                visit.caller().name(),
                kind,
                query,
                title,
                words,
                title.toLowerCase(Locale.ROOT).replace(' ', '-')
                        + "-"
                        + time(query, now)
                        + (kind.csv() ? ".csv" : ".zip"),
                SignIn.own(visit.field("back")));
    }

    /** What a file is about, or else when it was asked for. */
    private static String time(Map<String, String> query, ZonedDateTime now) {
        String from = day(query, "from");
        String to = day(query, "to");
        if (!from.isEmpty() && !to.isEmpty()) {
            return from + "-to-" + to;
        }
        String asOf = day(query, "as_of");
        return asOf.isEmpty() ? MOMENT.format(now) : "as-of-" + asOf;
    }

    private static String day(Map<String, String> query, String field) {
        Matcher day = DAY.matcher(query.getOrDefault(field, ""));
        return day.lookingAt() ? day.group() : "";
    }

    /** Whether both would make the same file for the same person. */
    boolean same(Wanted other) {
        return owner.equals(other.owner) && kind == other.kind && query.equals(other.query);
    }

    private static String word(Visit visit, String field, String value) {
        return switch (field) {
            case "project" -> project(visit, value);
            case "group" -> cause(visit, value);
            case "ids" -> count(value.split(",").length, "change order");
            case "min_age" ->
                    value.matches("\\d{1,4}d")
                            ? count(Integer.parseInt(value.replace("d", "")), "day")
                            : value;
            case "sort" -> Lists.ORDERS.getOrDefault(value, value);
            default -> value;
        };
    }

    private static String count(int many, String what) {
        return many + " " + what + (many == 1 ? "" : "s");
    }

    private static String project(Visit visit, String id) {
        for (JsonNode one : visit.get("getStatistics").path("projects")) {
            if (one.path("project_id").asText().equals(id) && one.hasNonNull("project_name")) {
                String job = one.path("job_number").asText("");
                return one.path("project_name").asText() + (job.isEmpty() ? "" : " (" + job + ")");
            }
        }
        return id;
    }

    private static String cause(Visit visit, String id) {
        try {
            JsonNode group = visit.callWith("getDeadLetterGroup", Map.of("group", id), null);
            return group.path("suggestion").path("title").asText(group.path("message").asText(id));
        } catch (Refused e) {
            // the export says what is wrong with it
            return id;
        }
    }
}
