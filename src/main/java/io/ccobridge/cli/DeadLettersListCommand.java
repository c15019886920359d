package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cco-bridge dead-letters list}. */
@Command(
        name = "list",
        description = "List the exports that failed, newest first.",
        footer = {
            "",
            "Examples:",
            "  cco-bridge dead-letters list --category business --fix-in spectrum",
            "  cco-bridge dead-letters list --min-amount 10000 --vendor Acme",
            "  cco-bridge dead-letters list --csv > failed.csv"
        })
final class DeadLettersListCommand extends ClientCommand {

    private static final Table TABLE =
            new Table()
                    .count("ID", "id")
                    .count("CCO", "change_order_id")
                    .text("Job", "job_number")
                    .text("Commitment", "commitment_number")
                    .text("Number", "number")
                    .text("Group", "group")
                    .text("Category", "category")
                    .text("Fix in", "fix_in")
                    .text("Column", "column")
                    .money("Amount", "amount")
                    .moment("Last seen", "last_seen")
                    .text("Message", "message");

    @Mixin private DeadLetterFilter filter;

    @Option(names = "--csv", description = "Print all of them as CSV, with what to do about each.")
    private boolean csv;

    @Mixin private Paging paging;

    @Override
    int call(BridgeClient bridge) {
        Map<String, String> parameters = filter.parameters();
        if (csv) {
            return printCsv(bridge, parameters);
        }
        paging.addTo(parameters);
        JsonNode list = bridge.get(parameters, "dead-letters");
        JsonNode items = list.path("items");
        if (json()) {
            printJson(list);
        } else if (items.isEmpty()) {
            out().println("No dead letters.");
        } else {
            TABLE.print(out(), items);
            out().println();
            out().println(
                            Paging.summary(list, "dead letter")
                                    + ", "
                                    + Text.money(Text.sum(items, "amount")));
        }
        return matched(items);
    }

    private int printCsv(BridgeClient bridge, Map<String, String> parameters) {
        if (json()) {
            throw wrongUsage("--csv and --json exclude each other");
        }
        long lines = bridge.download(this::copy, parameters, "dead-letters.csv");
        return lines <= 1 ? ExitCode.NOTHING_MATCHED : ExitCode.DONE;
    }

    private long copy(InputStream content) throws IOException {
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(content, StandardCharsets.UTF_8));
        long lines = 0;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            out().print(Text.harmless(line) + "\r\n");
            lines++;
        }
        return lines;
    }
}
