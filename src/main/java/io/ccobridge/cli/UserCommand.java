package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cco-bridge user}. */
@Command(
        name = "user",
        description = "People who may sign in to the web console.",
        subcommands = UserCommand.Add.class)
final class UserCommand extends WithHelp {

    @Command(
            name = "add",
            description = "Add a user. The password is asked for, or read from standard input.",
            footer = {
                "",
                "Examples:",
                "  cco-bridge user add anna --role approver",
                "  cco-bridge user add anna --role approver --password-stdin < password.txt"
            })
    static final class Add extends ClientCommand {

        @Parameters(paramLabel = "NAME", description = "The name to sign in with.")
        private String name;

        @Mixin private RoleOption role;

        @Option(
                names = "--password-stdin",
                description = "Read the password from the first line of standard input.")
        private boolean fromStandardInput;

        @Override
        int call(BridgeClient bridge) {
            JsonNode user =
                    bridge.post(
                            Map.of(
                                    "name", name,
                                    "role", role.word(),
                                    "password", password()),
                            "users");
            if (json()) {
                printJson(user);
            } else {
                out().println("User " + name + " added as " + role.word() + ".");
            }
            return ExitCode.DONE;
        }

        private String password() {
            if (fromStandardInput) {
                return terminal()
                        .pipedIn()
                        .lines()
                        .findFirst()
                        .filter(line -> !line.isEmpty())
                        .orElseThrow(() -> wrongUsage("standard input has no password"));
            }
            if (!terminal().attended()) {
                throw wrongUsage("there is no terminal to ask for the password: --password-stdin");
            }
            String password = terminal().askUnseen("Password: ").orElse("");
            if (!terminal().askUnseen("The same again: ").orElse("").equals(password)) {
                throw wrongUsage("the two passwords differ");
            }
            return password;
        }
    }
}
