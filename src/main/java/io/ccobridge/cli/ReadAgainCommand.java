package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ccobridge.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cco-bridge dead-letters unreadable read-again}. */
@Command(
        name = "read-again",
        description = {
            "Read documents again after their cause was mended; one that can be read goes on as if a"
                    + " poll had brought it.",
            "More than ten are read only after a question, or with --yes."
        },
        footer = {
            "",
            "Examples:",
            "  cco-bridge dead-letters unreadable read-again 4 5",
            "  cco-bridge dead-letters unreadable read-again --group 3f0c1a --from stored"
        })
final class ReadAgainCommand extends ClientCommand {

    private static final class Which {
        @Parameters(
                paramLabel = "ID",
                arity = "1..*",
                converter = Id.Converter.class,
                description = "Ids of \"unreadable list\".")
        private List<Id> ids;

        @Option(
                names = "--group",
                required = true,
                paramLabel = "GROUP",
                description = "All of this group of \"unreadable groups\".")
        private String group;

        @Option(names = "--all", required = true, description = "All there are.")
        private boolean all;
    }

    @ArgGroup(multiplicity = "1")
    private Which which;

    @Option(
            names = "--from",
            paramLabel = "FROM",
            description = {
                "One of: ${COMPLETION-CANDIDATES}. Else from Procore, and as it was kept where the"
                        + " id cannot be read."
            })
    private ReadFrom from;

    @Mixin private Agreement agreement;

    @Override
    int call(BridgeClient bridge) {
        if (agreement.dryRun() || which.ids == null || agreement.neededFor(which.ids.size())) {
            ArrayNode meant = meant(bridge);
            if (meant.isEmpty()) {
                err().println(none());
                return ExitCode.NOTHING_MATCHED;
            }
            if (agreement.dryRun()) {
                print(meant);
                return ExitCode.DONE;
            }
            if (agreement.neededFor(meant.size())
                    && !agreement.reached(this, "Read " + sum(meant) + " again?")) {
                err().println("Nothing was read.");
                return ExitCode.FAILED;
            }
        }
        return readAll(bridge);
    }

    private int readAll(BridgeClient bridge) {
        List<JsonNode> results = new ArrayList<>();
        String after = "";
        do {
            JsonNode answer = bridge.post(body(after), "unreadable", "read-again");
            for (JsonNode result : answer.path("results")) {
                results.add(result);
                if (!json()) {
                    out().println(line(result));
                    out().flush();
                }
            }
            after = Text.of(answer, "next");
        } while (!after.isEmpty());
        if (json()) {
            printJson(Map.of("results", results));
        } else if (results.isEmpty()) {
            out().println(none());
        }
        if (results.isEmpty()) {
            return ExitCode.NOTHING_MATCHED;
        }
        return results.stream().allMatch(one -> Text.of(one, "outcome").equals("readable"))
                ? ExitCode.DONE
                : ExitCode.FAILED;
    }

    private String none() {
        return which.ids == null
                ? "No unreadable documents."
                : "None of them is unreadable any more; a poll reads what was mended, too.";
    }

    private ObjectNode body(String after) {
        ObjectNode body = Json.mapper().createObjectNode();
        if (which.ids != null) {
            ArrayNode ids = body.putArray("ids");
            which.ids.stream().map(Id::value).distinct().forEach(ids::add);
        } else if (which.group != null) {
            body.put("group", which.group);
        } else {
            body.put("all", true);
        }
        if (from != null) {
            body.put("from", from.toString());
        }
        if (!after.isEmpty()) {
            body.put("after", after);
        }
        return body;
    }

    private ArrayNode meant(BridgeClient bridge) {
        if (which.ids != null) {
            ArrayNode meant = Json.mapper().createArrayNode();
            which.ids.stream()
                    .map(Id::value)
                    .distinct()
                    .forEach(id -> meant.add(bridge.get("unreadable", id)));
            return meant;
        }
        Map<String, String> filter = new LinkedHashMap<>();
        Given.put(filter, "group", which.group);
        return Paging.all(bridge, filter, "unreadable");
    }

    private void print(ArrayNode meant) {
        if (json()) {
            printJson(Json.mapper().createObjectNode().set("items", meant));
        } else {
            UnreadableListCommand.TABLE.print(out(), meant);
            out().println();
            out().println(sum(meant));
        }
    }

    private static String sum(ArrayNode meant) {
        return Text.counted(meant.size(), "unreadable document")
                + ", $"
                + Text.money(Text.sum(meant, "total"))
                + " as far as it can be read";
    }

    private static String line(JsonNode result) {
        String id = Text.of(result, "id") + "  ";
        return id
                + switch (Text.of(result, "outcome")) {
                    case "readable" -> "readable, " + Text.of(result, "state");
                    case "unreadable" ->
                            "still unreadable: " + Text.of(result.at("/problems/0"), "message");
                    default -> "not read: " + Text.of(result, "message");
                };
    }
}
