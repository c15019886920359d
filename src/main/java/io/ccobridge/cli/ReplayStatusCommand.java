package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cco-bridge dead-letters replay-status}. */
@Command(
        name = "replay-status",
        description = "Show how far a replay is, and what of it was not sent or failed.",
        footer = {"", "Example:", "  cco-bridge dead-letters replay-status 7 --follow"})
final class ReplayStatusCommand extends ClientCommand {

    @Parameters(paramLabel = "ID", converter = Id.Converter.class, description = "The replay's id.")
    private Id id;

    @Option(names = "--follow", description = "Follow it to its end.")
    private boolean follow;

    @Override
    int call(BridgeClient bridge) throws InterruptedException {
        ReplayFollowing following = new ReplayFollowing(this, bridge);
        if (follow) {
            return following.follow(bridge.get("dead-letters", "replays", id.value()));
        }
        JsonNode replay =
                following.withResults(id.value(), json() ? "all" : ReplayFollowing.NOT_WELL);
        if (json()) {
            printJson(replay);
        } else {
            print(replay);
        }
        return ExitCode.DONE;
    }

    private void print(JsonNode replay) {
        out().println(ReplayProgress.line(replay));
        out().println("  Reason   " + Text.of(replay, "reason"));
        out().println(
                        "  Started  %s by %s"
                                .formatted(
                                        Text.moment(replay.path("started_at")),
                                        Text.of(replay, "by")));
        if (replay.hasNonNull("finished_at")) {
            out().println("  Finished " + Text.moment(replay.path("finished_at")));
        }
        if (replay.hasNonNull("message")) {
            out().println("  " + Text.of(replay, "message"));
        }
        ReplayProgress.printResults(out(), replay);
    }
}
