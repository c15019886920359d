package io.ccobridge.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Everything the audit trail has, newest first, a page at a time. */
public final class AuditList {

    /** Beyond this a total is not counted, and a page is not reached by its number. */
    private static final int COUNTED = 10_000;

    /**
     * An entry as the API shows it.
     *
     * @param changeOrderId null for an act of administration
     * @param subject what an act of administration was done to; else null
     * @param amount what the change order came to, as decimal text
     */
    public record Item(
            long position,
            Instant at,
            String by,
            String changeOrderId,
            String subject,
            String from,
            String to,
            String amount,
            String reason,
            JsonNode detail,
            String hash) {}

    /**
     * @param page its number, also when it was reached by a cursor: then as the caller gave it, or
     *     1
     * @param total exact up to 10,000, and 10,000 with {@code totalCapped} beyond
     * @param next the {@code after} of the next page; null on the last
     */
    public record Page(
            List<Item> items, int page, int perPage, int total, boolean totalCapped, String next) {}

    private record Filter(String condition, Map<String, Object> parameters) {}

    private final JdbcClient jdbc;
    private final ZoneId zone;

    /**
     * @param zone whose days are meant where a query names one
     */
    public AuditList(JdbcClient jdbc, ZoneId zone) {
        this.jdbc = jdbc;
        this.zone = zone;
    }

    /**
     * @param query from, to, by, q, page, per_page, after; all may be absent
     * @throws Refusal 400 for one that cannot be read
     */
    public Page list(Map<String, String> query) {
        Filter filter = filter(query);
        int perPage = Integer.parseInt(query.getOrDefault("per_page", "50"));
        int page = Integer.parseInt(query.getOrDefault("page", "1"));
        String after = query.get("after");
        if (after == null && (long) page * perPage > COUNTED) {
            throw Refusal.malformed(
                    "page",
                    "page reaches the first 10,000 entries; beyond them follow next with after.");
        }
        // one more than asked for tells whether there is a next page
        List<Item> rows =
                jdbc.sql(
                                "SELECT "
                                        + EntryTable.COLUMNS
                                        + " FROM audit_entry WHERE "
                                        + filter.condition()
                                        + " AND id < :before ORDER BY id DESC LIMIT "
                                        + (perPage + 1)
                                        + " OFFSET "
                                        + (after == null ? (page - 1) * perPage : 0))
                        .params(filter.parameters())
                        .param("before", after == null ? Long.MAX_VALUE : position(after))
                        .query((row, number) -> item(Entry.of(row)))
                        .list();
        List<Item> shown = List.copyOf(rows.subList(0, Math.min(perPage, rows.size())));
        int total = total(filter);
        return new Page(
                shown,
                page,
                perPage,
                Math.min(total, COUNTED),
                total > COUNTED,
                rows.size() > perPage ? cursor(shown.get(perPage - 1).position()) : null);
    }

    private int total(Filter filter) {
        return jdbc.sql(
                        "SELECT COUNT(*) FROM (SELECT 1 AS one FROM audit_entry WHERE "
                                + filter.condition()
                                + " LIMIT "
                                + (COUNTED + 1)
                                + ") AS counted")
                .params(filter.parameters())
                .query(Integer.class)
                .single();
    }

    private Filter filter(Map<String, String> query) {
        StringJoiner condition = new StringJoiner(" AND ").setEmptyValue("TRUE");
        Map<String, Object> parameters = new HashMap<>();
        if (query.containsKey("from")) {
            condition.add("at >= :from");
            parameters.put(
                    "from", Moments.from("from", query.get("from"), zone).atOffset(ZoneOffset.UTC));
        }
        if (query.containsKey("to")) {
            condition.add("at < :to");
            parameters.put(
                    "to", Moments.until("to", query.get("to"), zone).atOffset(ZoneOffset.UTC));
        }
        if (query.containsKey("by")) {
            // who acts for somebody else is named with both names
            condition.add("(actor = :by OR actor LIKE :by_for)");
            parameters.put("by", query.get("by"));
            parameters.put("by_for", escaped(query.get("by")) + " for %");
        }
        String text = query.getOrDefault("q", "").strip();
        if (!text.isEmpty()) {
            StringJoiner anywhere = new StringJoiner(" OR ", "(", ")");
            for (String column : List.of("subject", "actor", "reason", "detail")) {
                anywhere.add("LOWER(" + column + ") LIKE :q");
            }
            condition.add(anywhere.toString());
            parameters.put("q", "%" + escaped(text.toLowerCase(Locale.ROOT)) + "%");
        }
        return new Filter(condition.toString(), parameters);
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    private static Item item(Entry entry) {
        return new Item(
                entry.position(),
                entry.at(),
                entry.by(),
                entry.changeOrderId() == null ? null : entry.changeOrderId().toString(),
                entry.subject(),
                entry.from(),
                entry.to(),
                Entry.money(entry.amount()),
                entry.reason(),
                entry.detail() == null ? NullNode.instance : Json.read(entry.detail()),
                entry.hash());
    }

    private static String cursor(long position) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Long.toString(position).getBytes(StandardCharsets.US_ASCII));
    }

    private static long position(String cursor) {
        try {
            return Long.parseLong(
                    new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            throw Refusal.malformed("after", "after is the next of an earlier answer.");
        }
    }
}
