package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cco-bridge user add}. */
@Command(
        name = "add",
        description = "Add a user. The password is asked for, or read from standard input.",
        footer = {
            "",
            "Examples:",
            "  cco-bridge user add anna --role approver",
            "  cco-bridge user add anna --role approver --email anna@example.com --accept-limit 10000",
            "  cco-bridge user add anna --role approver --password-stdin < password.txt"
        })
final class UserAddCommand extends ClientCommand {

    @Parameters(paramLabel = "NAME", description = "The name to sign in with.")
    private String name;

    @Mixin private RoleOption role;
    @Mixin private NewPassword password;

    @Option(
            names = "--email",
            paramLabel = "ADDRESS",
            description = "Where mail goes; else none is sent.")
    private String email;

    @Option(names = "--no-digest", description = "Leave out the daily mail of what waits.")
    private boolean noDigest;

    @Mixin private AcceptOptions accept;

    @Override
    int call(BridgeClient bridge) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", name);
        body.put("role", role.word());
        if (email != null) {
            body.put("email", email);
        }
        if (noDigest) {
            body.put("digest", false);
        }
        accept.addTo(body);
        body.put("password", password.read(this));
        JsonNode user = bridge.post(body, "users");
        if (json()) {
            printJson(user);
        } else {
            out().println("User " + name + " added as " + role.word() + ".");
        }
        return ExitCode.DONE;
    }
}
