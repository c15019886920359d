package io.ccobridge.cli;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which CCOs. */
final class ChangeOrderFilter {

    @Option(
            names = "--view",
            paramLabel = "VIEW",
            description = "One of: ${COMPLETION-CANDIDATES}.")
    private View view;

    @Option(
            names = "--project",
            paramLabel = "ID",
            description = "Only this project; Procore's id of it.")
    private Long project;

    @Option(
            names = "--vendor",
            paramLabel = "VENDOR",
            description = "Only this vendor; Spectrum's code, or a part of the name.")
    private String vendor;

    @Option(
            names = {"-q", "--query"},
            paramLabel = "TEXT",
            description = "Only those with this text, in any letter case.")
    private String query;

    @Option(
            names = "--min-amount",
            paramLabel = "AMOUNT",
            description = "Only those of at least this amount, whatever its sign.")
    private BigDecimal minAmount;

    @Option(
            names = "--max-amount",
            paramLabel = "AMOUNT",
            description = "Only those of at most this amount, whatever its sign.")
    private BigDecimal maxAmount;

    @Option(
            names = "--min-age",
            paramLabel = "AGE",
            converter = Age.Converter.class,
            description = "Only those not moved or changed for that long: 3d, 12h, 30m.")
    private Age minAge;

    @Option(
            names = "--waits-for",
            paramLabel = "KIND",
            description =
                    "Only those that wait for a job, vendor, commitment, phase or change-order.")
    private String waitsFor;

    @Option(
            names = "--sort",
            paramLabel = "FIELD",
            description =
                    "By id, updated_at, total, number, date_created, vendor or project; with - in"
                            + " front the largest first.")
    private String sort;

    /** As the API's query parameters. */
    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        Given.put(parameters, "view", view);
        Given.put(parameters, "project", project);
        Given.put(parameters, "vendor", vendor);
        Given.put(parameters, "q", query);
        Given.put(parameters, "min_amount", minAmount);
        Given.put(parameters, "max_amount", maxAmount);
        Given.put(parameters, "min_age", minAge);
        Given.put(parameters, "waits_for", waitsFor);
        Given.put(parameters, "sort", sort);
        return parameters;
    }
}
