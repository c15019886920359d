package io.ccobridge.cli;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cco-bridge accept}. */
@Command(
        name = "accept",
        description = {
            "Accept CCOs: they are exported to Spectrum.",
            "One that takes two people waits for the second; the line says so."
        },
        footer = {
            "",
            "Examples:",
            "  cco-bridge accept 17 18 19",
            "  cco-bridge accept 17 --number S001-002 --date 2026-11-30"
        })
final class AcceptCommand extends DecisionCommand {

    @Option(
            names = {"--number", "--change-request-number"},
            paramLabel = "NUMBER",
            description = "Spectrum's number for it, where the proposed one will not do; one ID.")
    private String changeRequestNumber;

    @Option(
            names = "--description",
            paramLabel = "TEXT",
            description = "For Spectrum in place of the title; one ID.")
    private String description;

    @Option(
            names = {"--date", "--accounting-date"},
            paramLabel = "YYYY-MM-DD",
            description = "For Spectrum in place of the date created.")
    private LocalDate accountingDate;

    AcceptCommand() {
        super("accept");
    }

    @Override
    void check(int howMany) {
        if (howMany > 1 && (changeRequestNumber != null || description != null)) {
            throw wrongUsage("--number and --description are for one CCO, not for " + howMany);
        }
    }

    @Override
    Map<String, ?> details() {
        Map<String, String> details = new LinkedHashMap<>();
        Given.put(details, "change_request_number", changeRequestNumber);
        Given.put(details, "description", description);
        Given.put(details, "accounting_date", accountingDate);
        return details;
    }
}
