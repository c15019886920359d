package io.ccobridge.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which dead letters. */
final class DeadLetterFilter {

    @Option(
            names = "--category",
            paramLabel = "CATEGORY",
            description = "One of: ${COMPLETION-CANDIDATES}.")
    private Category category;

    @Option(
            names = "--group",
            paramLabel = "GROUP",
            description = "Only this group of \"dead-letters groups\".")
    private String group;

    @Option(
            names = "--fix-in",
            paramLabel = "PLACE",
            description = "Only those mended there, one of: ${COMPLETION-CANDIDATES}.")
    private FixIn fixIn;

    @Option(
            names = "--project",
            paramLabel = "ID",
            description = "Only this project; Procore's id of it.")
    private Long project;

    @Option(names = "--job", paramLabel = "JOB", description = "Only this Spectrum job.")
    private String job;

    @Option(
            names = "--commitment",
            paramLabel = "NUMBER",
            description = "Only this commitment; its number.")
    private String commitment;

    @Option(
            names = "--vendor",
            paramLabel = "VENDOR",
            description = "Only this vendor; Spectrum's code, or a part of the name.")
    private String vendor;

    @Option(
            names = "--min-amount",
            paramLabel = "AMOUNT",
            description = "Only those of at least this amount, whatever its sign.")
    private String minAmount;

    @Option(
            names = "--min-age",
            paramLabel = "AGE",
            converter = Age.Converter.class,
            description = "Only those that failed at least so long ago: 3d, 12h, 30m.")
    private Age minAge;

    @Option(
            names = {"-q", "--query"},
            paramLabel = "TEXT",
            description =
                    "Only those with this text, in any letter case; also in what was sent to"
                            + " Spectrum.")
    private String query;

    /** As the API's query parameters. */
    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        Given.put(parameters, "category", category);
        Given.put(parameters, "group", group);
        Given.put(parameters, "fix_in", fixIn);
        Given.put(parameters, "project", project);
        Given.put(parameters, "job", job);
        Given.put(parameters, "commitment", commitment);
        Given.put(parameters, "vendor", vendor);
        Given.put(parameters, "min_amount", minAmount);
        Given.put(parameters, "min_age", minAge);
        Given.put(parameters, "q", query);
        return parameters;
    }
}
