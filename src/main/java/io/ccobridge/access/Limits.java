package io.ccobridge.access;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.changeorder.AcceptLimits;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.json.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The limits of the privilege to accept, as requests, tables and answers have them. */
final class Limits {

    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,15}(\\.[0-9]{1,2})?");

    private Limits() {}

    /** From the columns accept_limit and accept_projects. */
    static AcceptLimits of(ResultSet row) throws SQLException {
        List<Long> projects = projects(row);
        return new AcceptLimits(
                projects == null ? null : new TreeSet<>(projects),
                row.getBigDecimal("accept_limit"));
    }

    /** For the column accept_limit, from {@code accept_limit}; null for absent or null: any. */
    static BigDecimal amount(JsonNode wanted) {
        if (!wanted.hasNonNull("accept_limit")) {
            return null;
        }
        String amount = wanted.get("accept_limit").asText();
        if (!AMOUNT.matcher(amount).matches()) {
            throw Refusal.invalid(
                    "accept_limit",
                    "The accept limit \""
                            + amount
                            + "\" is not an amount of at least 0; write it as 10000.00.");
        }
        return new BigDecimal(amount);
    }

    /** For the column accept_projects, from that field; null for absent or null: all. */
    static String projects(JsonNode wanted) {
        return wanted.hasNonNull("accept_projects")
                ? Json.writeAscii(
                        StreamSupport.stream(wanted.get("accept_projects").spliterator(), false)
                                .map(JsonNode::longValue)
                                .collect(Collectors.toCollection(TreeSet::new)))
                : null;
    }

    /** As answers show it; null: any. */
    static String shown(BigDecimal amount) {
        return amount == null ? null : amount.setScale(2, RoundingMode.UNNECESSARY).toPlainString();
    }

    /** As answers show them, in order; null: all. */
    static List<Long> shown(Collection<Long> projects) {
        return projects == null ? null : projects.stream().sorted().toList();
    }

    private static List<Long> projects(ResultSet row) throws SQLException {
        String projects = row.getString("accept_projects");
        return projects == null ? null : List.of(Json.read(projects, Long[].class));
    }
}
