package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import picocli.CommandLine.Command;

/** {@code cco-bridge refresh}. */
@Command(
        name = "refresh",
        description =
                "Read Spectrum's jobs, vendors and phases now, and Procore's projects, vendors,"
                        + " commitments and cost codes; wait for the end of it and show what is held.",
        footer = {
            "",
            "Exit codes: 0 all was read, 1 something could not be read, 4 could not reach the bridge.",
            "",
            "Example:",
            "  cco-bridge refresh && cco-bridge preview 17"
        })
final class RefreshCommand extends ClientCommand {

    private static final Table HELD =
            new Table()
                    .text("Spectrum's", "what")
                    .count("Count", "count")
                    .moment("Read", "read_at")
                    .text("", held -> held.path("whole").asBoolean() ? "" : "not all of them");

    @Override
    int call(BridgeClient bridge) throws InterruptedException {
        String id = Text.of(bridge.post("reference-data", "refresh"), "id");
        JsonNode data = bridge.get("reference-data");
        JsonNode refresh = refresh(data, id);
        while (Text.of(refresh, "state").equals("running")) {
            pause();
            data = bridge.get("reference-data");
            refresh = refresh(data, id);
        }
        if (json()) {
            printJson(data);
        } else {
            out().println("Refresh " + id + " " + Text.of(refresh, "state"));
            for (JsonNode missed : refresh.path("errors")) {
                out().println(
                                "  Not read: %s. %s"
                                        .formatted(
                                                Text.of(missed, "part"),
                                                Text.of(missed, "message")));
            }
            HELD.print(out(), data.path("held"));
        }
        return Text.of(refresh, "state").equals("done") ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static JsonNode refresh(JsonNode data, String id) {
        for (JsonNode one : data.path("refreshes")) {
            if (Text.of(one, "id").equals(id)) {
                return one;
            }
        }
        return MissingNode.getInstance();
    }
}
