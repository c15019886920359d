package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;

/** What is done with replays that are under way. */
abstract class ReplayChange extends EachCommand {

    private final String move;

    /**
     * @param move the last part of the call's path
     */
    ReplayChange(String move) {
        this.move = move;
    }

    @Override
    final JsonNode move(BridgeClient bridge, Id id) {
        return bridge.post("dead-letters", "replays", id.value(), move);
    }

    @Override
    final String line(JsonNode replay) {
        return ReplayProgress.line(replay);
    }

    /** {@code cco-bridge dead-letters pause}. */
    @Command(
            name = "pause",
            description = "Start no more of a replay; what is under way is finished.",
            footer = {"", "Example:", "  cco-bridge dead-letters pause 7"})
    static final class Pause extends ReplayChange {
        Pause() {
            super("pause");
        }
    }

    /** {@code cco-bridge dead-letters resume}. */
    @Command(
            name = "resume",
            description = "Go on with a paused replay.",
            footer = {"", "Example:", "  cco-bridge dead-letters resume 7"})
    static final class Resume extends ReplayChange {
        Resume() {
            super("resume");
        }
    }

    /** {@code cco-bridge dead-letters cancel}. */
    @Command(
            name = "cancel",
            description = "Call a replay off; what is under way is finished, the rest stays.",
            footer = {"", "Example:", "  cco-bridge dead-letters cancel 7"})
    static final class Cancel extends ReplayChange {
        Cancel() {
            super("cancel");
        }
    }
}
