package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cco-bridge token}. */
@Command(
        name = "token",
        description = "Tokens with which programs call the bridge.",
        subcommands = {
            TokenCommand.Create.class,
            TokenCommand.ListTokens.class,
            TokenCommand.Delete.class
        })
final class TokenCommand extends WithHelp {

    @Command(
            name = "create",
            description = "Make a token. It is printed this once.",
            footer = {
                "",
                "Examples:",
                "  cco-bridge token create nightly-report --role viewer",
                "  cco-bridge token create month-end --role approver --expires 90d --accept-limit 5000",
                "  CCO_BRIDGE_TOKEN=$(cco-bridge token create laptop --role approver)"
            })
    static final class Create extends ClientCommand {

        @Parameters(paramLabel = "NAME", description = "What the token is for.")
        private String name;

        @Mixin private RoleOption role;

        @Option(
                names = "--expires",
                paramLabel = "WHEN",
                converter = Until.Converter.class,
                description =
                        "Until when it is good: a span such as 90d, a day, or a time such as"
                                + " 2026-12-24T17:00; else for ever.")
        private Until expires;

        @Mixin private AcceptOptions accept;

        @Override
        int call(BridgeClient bridge) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("name", name);
            body.put("role", role.word());
            if (expires != null) {
                body.put(
                        expires.span() == null ? "expires_at" : "expires_in",
                        expires.span() == null ? expires.moment() : expires.span());
            }
            accept.addTo(body);
            JsonNode token = bridge.post(body, "tokens");
            if (json()) {
                printJson(token);
            } else {
                // alone on standard output, so that a script can take it
                out().println(Text.of(token, "token"));
                err().println(
                                "This is the only time the token of "
                                        + name
                                        + " ("
                                        + role.word()
                                        + ") is shown. Programs give it in CCO_BRIDGE_TOKEN.");
            }
            return ExitCode.DONE;
        }
    }

    @Command(
            name = "list",
            description = "List the tokens, without their secrets.",
            footer = {"", "Example:", "  cco-bridge token list"})
    static final class ListTokens extends ClientCommand {

        private static final Table TABLE =
                new Table()
                        .text("Name", "name")
                        .text("Role", "role")
                        .moment("Created", "created_at")
                        .text("By", "created_by")
                        .moment("Expires", "expires_at")
                        .text(
                                "State",
                                token ->
                                        Until.passed(token.path("expires_at")) ? "expired" : "good")
                        .moment("Last used", "last_used_at")
                        .text("May accept", AcceptOptions::told);

        @Override
        int call(BridgeClient bridge) {
            JsonNode tokens = bridge.get("tokens");
            JsonNode items = tokens.path("items");
            if (json()) {
                printJson(tokens);
            } else if (items.isEmpty()) {
                out().println("No tokens.");
            } else {
                TABLE.print(out(), items);
                out().println();
                out().println(Text.counted(items.size(), "token"));
            }
            return matched(items);
        }
    }

    @Command(
            name = "delete",
            description = "Delete a token: it is refused from now on.",
            footer = {"", "Example:", "  cco-bridge token delete nightly-report"})
    static final class Delete extends ClientCommand {

        @Parameters(paramLabel = "NAME", description = "The token's name.")
        private String name;

        @Override
        int call(BridgeClient bridge) {
            bridge.delete("tokens", name);
            if (json()) {
                printJson(Map.of("deleted", name));
            } else {
                out().println("Token " + name + " deleted.");
            }
            return ExitCode.DONE;
        }
    }
}
