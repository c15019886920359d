package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.changeorder.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cco-bridge user change}. */
@Command(
        name = "change",
        description = "Change a user. What is not named stays as it is.",
        footer = {
            "",
            "Examples:",
            "  cco-bridge user change anna --role project-manager",
            "  cco-bridge user change anna --accept-limit 25000 --accept-projects 101,102",
            "  cco-bridge user change anna --no-accept-limit --all-projects",
            "  cco-bridge user change anna --password"
        })
final class UserChangeCommand extends ClientCommand {

    private static final class Email {
        @Option(
                names = "--email",
                required = true,
                paramLabel = "ADDRESS",
                description = "Where mail goes.")
        private String address;

        @Option(names = "--no-email", required = true, description = "No mail is sent.")
        private boolean none;
    }

    private static final class Digest {
        @Option(
                names = "--digest",
                required = true,
                description = "With the daily mail of what waits.")
        private boolean wanted;

        @Option(names = "--no-digest", required = true, description = "Without it.")
        private boolean none;
    }

    private static final class Limit {
        @Option(
                names = "--accept-limit",
                required = true,
                paramLabel = "AMOUNT",
                converter = AcceptOptions.Amount.class,
                description = "The largest amount that may be accepted, whatever its sign.")
        private String amount;

        @Option(names = "--no-accept-limit", required = true, description = "Any amount.")
        private boolean none;
    }

    private static final class Projects {
        @Option(
                names = "--accept-projects",
                required = true,
                paramLabel = "ID",
                split = ",",
                description = "The only projects of which may be accepted, by Procore's ids.")
        private List<Long> ids;

        @Option(names = "--all-projects", required = true, description = "All projects.")
        private boolean all;
    }

    @Parameters(paramLabel = "NAME", description = "The user's name.")
    private String name;

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            converter = RoleOption.Converter.class,
            description = "One of: viewer, project-manager, approver, admin.")
    private Role role;

    @Option(names = "--password", description = "Ask for another password.")
    private boolean askForPassword;

    @Mixin private NewPassword password;

    @ArgGroup private Email email;
    @ArgGroup private Digest digest;
    @ArgGroup private Limit limit;
    @ArgGroup private Projects projects;

    @Override
    int call(BridgeClient bridge) {
        Map<String, Object> body = new LinkedHashMap<>();
        if (role != null) {
            body.put("role", role.word());
        }
        if (email != null) {
            body.put("email", email.address);
        }
        if (digest != null) {
            body.put("digest", digest.wanted);
        }
        if (limit != null) {
            body.put("accept_limit", limit.amount);
        }
        if (projects != null) {
            body.put("accept_projects", projects.ids);
        }
        if (askForPassword || password.isPipedIn()) {
            body.put("password", password.read(this));
        }
        if (body.isEmpty()) {
            throw wrongUsage("nothing to change: name at least one option, such as --role");
        }
        JsonNode user = bridge.patch(body, "users", name);
        if (json()) {
            printJson(user);
        } else {
            out().println("User " + name + " changed.");
        }
        return ExitCode.DONE;
    }
}
