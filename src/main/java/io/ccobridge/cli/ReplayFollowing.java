package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/** Watches a replay until it has come to its end. */
final class ReplayFollowing {

    static final String NOT_WELL = "failed,skipped";

    private static final Set<String> UNDER_WAY = Set.of("running", "paused");
    private static final int A_PAGE = 1_000;

    private final ClientCommand command;
    private final BridgeClient bridge;

    ReplayFollowing(ClientCommand command, BridgeClient bridge) {
        this.command = command;
        this.bridge = bridge;
    }

    /**
     * @return one of {@link ExitCode}
     */
    int follow(JsonNode started) throws InterruptedException {
        // what is to be read by a program stays free of what is to be watched
        ReplayProgress progress =
                new ReplayProgress(
                        command.json() ? command.err() : command.out(),
                        command.terminal().attended());
        String id = Text.of(started, "id");
        JsonNode replay = started;
        progress.show(replay);
        while (UNDER_WAY.contains(Text.of(replay, "state"))) {
            command.pause();
            replay = look(id, progress);
            progress.show(replay);
        }
        progress.end(withResults(id, command.json() ? "all" : NOT_WELL));
        if (command.json()) {
            command.printJson(withResults(id, "all"));
        }
        return exitCode(replay);
    }

    /** What is no longer seen goes on all the same: that is said before the command ends. */
    private JsonNode look(String id, ReplayProgress progress) {
        try {
            return bridge.get(Map.of("results", "none"), "dead-letters", "replays", id);
        } catch (Unreachable e) {
            progress.leave();
            command.err()
                    .println(
                            "Replay %s is kept: it goes on when the bridge runs again. Look at it with: cco-bridge dead-letters replay-status %s --follow"
                                    .formatted(id, id));
            throw e;
        }
    }

    static int exitCode(JsonNode replay) {
        boolean good =
                Text.of(replay, "state").equals("done") && replay.path("failed").asInt() == 0;
        return good ? ExitCode.DONE : ExitCode.FAILED;
    }

    /** The replay with the results of those outcomes, however many they are. */
    JsonNode withResults(String id, String outcomes) {
        ObjectNode whole = page(id, outcomes, 1);
        ArrayNode results = whole.withArray("results");
        for (int page = 2; results.size() < whole.path("results_total").asInt(); page++) {
            JsonNode more = page(id, outcomes, page).path("results");
            if (more.isEmpty()) {
                break;
            }
            more.forEach(results::add);
        }
        return whole;
    }

    private ObjectNode page(String id, String outcomes, int page) {
        return (ObjectNode)
                bridge.get(
                        Map.of(
                                "results", outcomes,
                                "page", Integer.toString(page),
                                "per_page", Integer.toString(A_PAGE)),
                        "dead-letters",
                        "replays",
                        id);
    }
}
