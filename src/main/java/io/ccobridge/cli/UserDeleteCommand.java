package io.ccobridge.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code cco-bridge user delete}. */
@Command(
        name = "delete",
        description = "Delete a user. What was delegated by or to the user ends.",
        footer = {"", "Example:", "  cco-bridge user delete anna"})
final class UserDeleteCommand extends ClientCommand {

    @Parameters(paramLabel = "NAME", description = "The user's name.")
    private String name;

    @Override
    int call(BridgeClient bridge) {
        bridge.delete("users", name);
        if (json()) {
            printJson(Map.of("deleted", name));
        } else {
            out().println("User " + name + " deleted.");
        }
        return ExitCode.DONE;
    }
}
