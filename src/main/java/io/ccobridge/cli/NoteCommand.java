package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cco-bridge dead-letters note}. */
@Command(
        name = "note",
        description = {
            "Leave a note on a cause of failed exports, in the place of the one before. It goes"
                    + " with the last dead letter of the cause, and is shown as an earlier one when"
                    + " the cause comes back."
        },
        footer = {
            "",
            "Examples:",
            "  cco-bridge dead-letters note 3f0c1a --text \"Bob opens the phases this afternoon\"",
            "  cco-bridge dead-letters note 3f0c1a --clear"
        })
final class NoteCommand extends ClientCommand {

    private static final class What {
        @Option(names = "--text", required = true, paramLabel = "TEXT", description = "The note.")
        private String text;

        @Option(names = "--clear", required = true, description = "Take the note away.")
        private boolean clear;
    }

    @Parameters(paramLabel = "GROUP", description = "A group of \"dead-letters groups\".")
    private String group;

    @ArgGroup(multiplicity = "1")
    private What what;

    @Override
    int call(BridgeClient bridge) {
        String note = what.clear ? "" : what.text;
        JsonNode one = bridge.put(Map.of("note", note), "dead-letters", "groups", group, "note");
        if (json()) {
            printJson(one);
        } else {
            String stands = DeadLettersGroupsCommand.note(one.path("note"));
            out().println(group + "  " + (stands.isEmpty() ? "no note" : "Note: " + stands));
        }
        return ExitCode.DONE;
    }
}
