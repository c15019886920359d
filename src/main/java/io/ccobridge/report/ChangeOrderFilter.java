package io.ccobridge.report;

import static io.ccobridge.changeorder.State.ACCEPTED;
import static io.ccobridge.changeorder.State.FAILED_TO_EXPORT;
import static io.ccobridge.changeorder.State.NEEDS_ATTENTION;
import static io.ccobridge.changeorder.State.READY_TO_EXPORT;
import static io.ccobridge.changeorder.State.REJECTED;
import static io.ccobridge.changeorder.State.RETRIEVED;
import static io.ccobridge.changeorder.State.SYNCED;
import static io.ccobridge.changeorder.State.UNLINKED;

import io.ccobridge.changeorder.Awaited;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.changeorder.State;
import io.ccobridge.queue.ChangeOrderTable;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Which change orders a list shows, as a condition and its parameters. A filter that is not there
 * lets everything through.
 *
 * @param table what to read from, under the name {@code change_order}: those in work, or the
 *     archive
 */
record ChangeOrderFilter(String table, String condition, Map<String, Object> parameters) {

    private static final String ARCHIVED = "archived";

    private static final Map<String, List<State>> VIEWS = views();

    private static final List<String> SEARCHED =
            List.of(
                    "number",
                    "title",
                    "description",
                    "vendor",
                    "commitment_number",
                    "project_name",
                    "job_number",
                    "change_request_number");

    private static Map<String, List<State>> views() {
        Map<String, List<State>> views = new LinkedHashMap<>();
        views.put("needs-attention", List.of(NEEDS_ATTENTION));
        views.put("ready", List.of(READY_TO_EXPORT));
        views.put("accepted", List.of(ACCEPTED));
        views.put("failed", List.of(FAILED_TO_EXPORT));
        views.put("synced", List.of(SYNCED));
        views.put("returned", List.of(RETRIEVED, REJECTED, UNLINKED));
        views.put("all", List.of(State.values()));
        views.put(ARCHIVED, List.of(State.values()));
        return views;
    }

    /**
     * Reads view, ids, project, vendor, q, min_amount, max_amount, min_age and waits_for.
     *
     * @throws Refusal 400 when one of them cannot be read
     */
    static ChangeOrderFilter of(Map<String, String> query, Instant now) {
        StringJoiner condition = new StringJoiner(" AND ").setEmptyValue("TRUE");
        Map<String, Object> parameters = new HashMap<>();
        String view = query.getOrDefault("view", "all");
        if (!VIEWS.containsKey(view)) {
            throw Refusal.malformed("view", "A view is one of " + VIEWS.keySet() + ".");
        }
        if (!view.equals("all") && !view.equals(ARCHIVED)) {
            condition.add("state IN (:states)");
            parameters.put("states", VIEWS.get(view).stream().map(State::name).toList());
        }
        if (query.containsKey("ids")) {
            condition.add("change_order.id IN (:ids)");
            parameters.put("ids", ids(query.get("ids")));
        }
        if (query.containsKey("project")) {
            condition.add("project_id = :project");
            parameters.put("project", project(query.get("project")));
        }
        if (query.containsKey("vendor")) {
            condition.add("(LOWER(vendor_code) = :vendor OR LOWER(vendor) LIKE :vendor_part)");
            parameters.put("vendor", query.get("vendor").toLowerCase(Locale.ROOT));
            parameters.put("vendor_part", part(query.get("vendor")));
        }
        if (!query.getOrDefault("q", "").isBlank()) {
            StringJoiner anywhere = new StringJoiner(" OR ", "(", ")");
            SEARCHED.forEach(column -> anywhere.add("LOWER(" + column + ") LIKE :q"));
            condition.add(anywhere.toString());
            parameters.put("q", part(query.get("q").strip()));
        }
        amount(query, "min_amount", "ABS(total) >= :min_amount", condition, parameters);
        amount(query, "max_amount", "ABS(total) <= :max_amount", condition, parameters);
        if (query.containsKey("min_age")) {
            condition.add("updated_at <= :moved_before");
            parameters.put(
                    "moved_before", ChangeOrderTable.time(now.minus(age(query.get("min_age")))));
        }
        if (query.containsKey("waits_for")) {
            condition.add(
                    "state = 'NEEDS_ATTENTION' AND EXISTS (SELECT 1 FROM awaited WHERE"
                            + " awaited.change_order_id = change_order.id AND awaited.kind ="
                            + " :waits_for)");
            parameters.put("waits_for", waitsFor(query.get("waits_for")));
        }
        return new ChangeOrderFilter(
                view.equals(ARCHIVED) ? "change_order_archive AS change_order" : "change_order",
                condition.toString(),
                parameters);
    }

    /** Whether all that it lets through are in one state. */
    boolean ofOneState() {
        return parameters.get("states") instanceof List<?> states && states.size() == 1;
    }

    /** Whether a text is looked for, which no index helps to find. */
    boolean searches() {
        return parameters.containsKey("q");
    }

    /** Whatever the sign: a large credit is a large amount. */
    private static void amount(
            Map<String, String> query,
            String name,
            String clause,
            StringJoiner condition,
            Map<String, Object> parameters) {
        if (!query.containsKey(name)) {
            return;
        }
        if (!query.get(name).matches("[0-9]{1,20}([.][0-9]{1,10})?")) {
            throw Refusal.malformed(name, "An amount to filter by has no sign, such as 10000.00.");
        }
        condition.add(clause);
        parameters.put(name, new BigDecimal(query.get(name)));
    }

    private static String waitsFor(String text) {
        List<String> kinds = Arrays.stream(Awaited.Kind.values()).map(Awaited.Kind::word).toList();
        if (!kinds.contains(text)) {
            throw Refusal.malformed(
                    "waits_for", "What a change order waits for is one of " + kinds + ".");
        }
        return text;
    }

    private static List<Long> ids(String text) {
        if (!text.matches("[0-9]{1,18}(,[0-9]{1,18}){0,199}")) {
            throw Refusal.malformed("ids", "ids are at most 200 ids with commas, such as 17,18.");
        }
        return Arrays.stream(text.split(",")).map(Long::valueOf).toList();
    }

    private static long project(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw Refusal.malformed("project", "A project is given by its id in Procore.");
        }
    }

    /** {@code 3d}, {@code 12h}, {@code 30m} or an ISO 8601 duration. */
    private static Duration age(String text) {
        try {
            String iso = text.startsWith("P") ? text : (text.endsWith("d") ? "P" : "PT") + text;
            Duration age = Duration.parse(iso);
            if (!age.isNegative()) {
                return age;
            }
        } catch (DateTimeParseException e) {
            throw wrongAge();
        }
        throw wrongAge();
    }

    private static Refusal wrongAge() {
        return Refusal.malformed("min_age", "An age is written as 3d, 12h, 30m or PT36H.");
    }

    private static String part(String text) {
        return "%"
                + text.toLowerCase(Locale.ROOT)
                        .replace("\\", "\\\\")
                        .replace("%", "\\%")
                        .replace("_", "\\_")
                + "%";
    }
}
