package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How far somebody's privilege to accept reaches. */
final class AcceptOptions {

    @Option(
            names = "--accept-limit",
            paramLabel = "AMOUNT",
            converter = Amount.class,
            description =
                    "The largest amount that may be accepted, additions and deductions alike; else"
                            + " any.")
    private String limit;

    @Option(
            names = "--accept-projects",
            paramLabel = "ID",
            split = ",",
            description =
                    "The only projects of which may be accepted, by Procore's ids, with commas;"
                            + " else all.")
    private List<Long> projects;

    void addTo(Map<String, Object> body) {
        if (limit != null) {
            body.put("accept_limit", limit);
        }
        if (projects != null) {
            body.put("accept_projects", projects);
        }
    }

    /** For example {@code up to 10,000.00, projects 101 102}; empty where there is no limit. */
    static String told(JsonNode who) {
        List<String> limits = new ArrayList<>();
        if (who.hasNonNull("accept_limit")) {
            limits.add("up to " + Text.money(who.path("accept_limit")));
        }
        if (who.hasNonNull("accept_projects")) {
            List<String> ids = new ArrayList<>();
            who.path("accept_projects").forEach(id -> ids.add(Text.of(id)));
            limits.add((ids.size() == 1 ? "project " : "projects ") + String.join(" ", ids));
        }
        return String.join(", ", limits);
    }

    static final class Amount implements ITypeConverter<String> {

        private static final Pattern FORM = Pattern.compile("[0-9]{1,15}(\\.[0-9]{1,2})?");

        @Override
        public String convert(String value) {
            if (!FORM.matcher(value).matches()) {
                throw new TypeConversionException(
                        "\"" + value + "\" is not an amount; write it as 10000.00");
            }
            return value;
        }
    }
}
