package io.ccobridge.procore;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.changeorder.Commitment;
import io.ccobridge.changeorder.Project;
import io.ccobridge.changeorder.Vendor;
import java.util.ArrayList;
import java.util.Optional;

/**
 * Reads rows of Procore's projects, vendors, commitments and cost codes (facts/procore-api.md 1.7,
 * 1.8). A row without an id that can be read says nothing about anything and is left out; any other
 * field that cannot be read is null.
 */
final class MasterRows {

    /** A project, and whether people still work on it. */
    record ProjectRow(Project project, boolean active) {}

    /** A cost code, without its cost type. */
    record CostCode(String code, String originId, String originCode) {}

    private static final int LONGEST_NAME = 300;
    private static final int LONGEST_ORIGIN = 200;

    private MasterRows() {}

    static Optional<ProjectRow> project(JsonNode row) {
        return id(row).map(
                        id -> {
                            String name = text(row, "name", LONGEST_NAME);
                            return new ProjectRow(
                                    new Project(
                                            id,
                                            name == null ? "Project " + id : name,
                                            text(row, "project_number", 100),
                                            TimeZones.of(
                                                            text(row, "tz_name", 100),
                                                            text(row, "time_zone", 100))
                                                    .orElse(null),
                                            originId(row),
                                            originCode(row)),
                                    row.path("active").asBoolean(true));
                        });
    }

    static Optional<Vendor> vendor(JsonNode row) {
        return id(row).map(id -> new Vendor(id, vendorName(row), originId(row), originCode(row)));
    }

    static Optional<Commitment> commitment(JsonNode row, Commitment.Kind kind) {
        return id(row).map(
                        id ->
                                new Commitment(
                                        id,
                                        kind,
                                        text(row, "number", LONGEST_ORIGIN),
                                        text(row, "title", 2000),
                                        contractCompany(row.path("vendor")),
                                        originId(row),
                                        originCode(row),
                                        text(row, "accounting_method", 20)));
    }

    static Optional<CostCode> costCode(JsonNode row) {
        return Optional.ofNullable(text(row, "full_code", 100))
                .map(code -> new CostCode(code, originId(row), originCode(row)));
    }

    private static Vendor contractCompany(JsonNode vendor) {
        return vendor.isObject()
                ? new Vendor(
                        id(vendor).orElse(null),
                        vendorName(vendor),
                        originId(vendor),
                        originCode(vendor))
                : null;
    }

    /** {@code company} in contracts, {@code name} in the directory. */
    private static String vendorName(JsonNode vendor) {
        String name = text(vendor, "name", LONGEST_NAME);
        return name == null ? text(vendor, "company", LONGEST_NAME) : name;
    }

    private static String originId(JsonNode row) {
        return text(row, "origin_id", LONGEST_ORIGIN);
    }

    private static String originCode(JsonNode row) {
        return text(row, "origin_code", LONGEST_ORIGIN);
    }

    private static Optional<Long> id(JsonNode row) {
        return Optional.ofNullable(new Fields(row, "", new ArrayList<>()).id("id"));
    }

    /** Null where there is none; what cannot be kept as it is is replaced or cut. */
    private static String text(JsonNode row, String field, int longest) {
        JsonNode value = row.path(field);
        if (!value.isTextual() && !value.isIntegralNumber() || value.asText().isBlank()) {
            return null;
        }
        return Characters.carriable(value.asText().trim(), longest);
    }
}
