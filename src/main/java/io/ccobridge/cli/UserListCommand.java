package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;

/** {@code cco-bridge user list}. */
@Command(
        name = "list",
        description = "List the users: role, e-mail, and how far each may accept.",
        footer = {"", "Example:", "  cco-bridge user list"})
final class UserListCommand extends ClientCommand {

    private static final Table TABLE =
            new Table()
                    .text("Name", "name")
                    .text("Role", "role")
                    .text("E-mail", "email")
                    .text("Digest", user -> user.path("digest").asBoolean() ? "yes" : "no")
                    .moment("Created", "created_at")
                    .text("By", "created_by")
                    .text("May accept", AcceptOptions::told);

    @Override
    int call(BridgeClient bridge) {
        JsonNode users = bridge.get("users");
        JsonNode items = users.path("items");
        if (json()) {
            printJson(users);
        } else if (items.isEmpty()) {
            out().println("No users.");
        } else {
            TABLE.print(out(), items);
            out().println();
            out().println(Text.counted(items.size(), "user"));
        }
        return matched(items);
    }
}
