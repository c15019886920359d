package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ccobridge.json.Json;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cco-bridge poll}. */
@Command(
        name = "poll",
        description = "Poll Procore now, wait for the end of it and show what came.",
        footer = {
            "",
            "Examples:",
            "  cco-bridge poll",
            "  cco-bridge poll --full",
            "  cco-bridge poll --watch"
        })
final class PollCommand extends ClientCommand {

    @Option(
            names = "--watch",
            description = "Go on showing what later polls bring, until stopped with Ctrl-C.")
    private boolean watch;

    @Option(
            names = "--full",
            description =
                    "Read everything again, not only what changed: finds what a poll has missed, and"
                            + " what was deleted in Procore.")
    private boolean full;

    @Override
    int call(BridgeClient bridge) throws InterruptedException {
        JsonNode run = ended(bridge, Text.of(start(bridge), "id"));
        while (full && !run.path("full").asBoolean(true)) {
            // one was under way, and read only what had changed
            run = ended(bridge, Text.of(start(bridge), "id"));
        }
        show(bridge, run);
        long last = run.path("id").asLong();
        while (watch) {
            pause();
            for (JsonNode later : endedAfter(bridge, last)) {
                show(bridge, later);
                last = later.path("id").asLong();
            }
        }
        boolean good = Text.of(run, "state").equals("done") && run.path("errors").isEmpty();
        return good ? ExitCode.DONE : ExitCode.FAILED;
    }

    private JsonNode start(BridgeClient bridge) {
        return full
                ? bridge.post(Json.mapper().createObjectNode().put("full", true), "polls")
                : bridge.post("polls");
    }

    private JsonNode ended(BridgeClient bridge, String id) throws InterruptedException {
        while (true) {
            for (JsonNode run : bridge.get("polls").path("items")) {
                if (Text.of(run, "id").equals(id) && !Text.of(run, "state").equals("running")) {
                    return run;
                }
            }
            pause();
        }
    }

    /** Oldest first, up to one that is still running. */
    private static Iterable<JsonNode> endedAfter(BridgeClient bridge, long id) {
        return stream(bridge.get("polls").path("items"))
                .filter(run -> run.path("id").asLong() > id)
                .sorted((a, b) -> Long.compare(a.path("id").asLong(), b.path("id").asLong()))
                .takeWhile(run -> !Text.of(run, "state").equals("running"))
                .toList();
    }

    private void show(BridgeClient bridge, JsonNode run) {
        JsonNode came = came(bridge, run);
        if (json()) {
            printJson(
                    Json.mapper()
                            .createObjectNode()
                            .<ObjectNode>set("run", run)
                            .set("change_orders", came));
            out().flush();
            return;
        }
        out().println(
                        "Poll %s %s: %s projects, %s CCOs seen, %s new, %s changed, %s calls"
                                .formatted(
                                        Text.of(run, "id"),
                                        Text.of(run, "state"),
                                        Text.of(run, "projects"),
                                        Text.of(run, "seen"),
                                        Text.of(run, "new"),
                                        Text.of(run, "changed"),
                                        Text.of(run, "calls")));
        for (JsonNode error : run.path("errors")) {
            String project = Text.of(error, "project_id");
            out().println(
                            (project.isEmpty()
                                            ? "  Error: "
                                            : "  Error in project " + project + ": ")
                                    + Text.of(error, "message"));
        }
        if (!came.isEmpty()) {
            ChangeOrders.print(out(), came);
        }
        out().flush();
    }

    /** What moved or changed since the run began, the youngest first; one page of it at most. */
    private static ArrayNode came(BridgeClient bridge, JsonNode run) {
        ArrayNode came = Json.mapper().createArrayNode();
        if (run.path("new").asInt() + run.path("changed").asInt() > 0) {
            OffsetDateTime start = OffsetDateTime.parse(Text.of(run, "started_at"));
            Map<String, String> youngest = Map.of("sort", "-updated_at", "per_page", "50");
            stream(bridge.get(youngest, "change-orders").path("items"))
                    .filter(
                            cco ->
                                    !OffsetDateTime.parse(Text.of(cco, "updated_at"))
                                            .isBefore(start))
                    .forEach(came::add);
        }
        return came;
    }

    private static Stream<JsonNode> stream(JsonNode items) {
        return StreamSupport.stream(items.spliterator(), false);
    }
}
