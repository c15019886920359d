package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cco-bridge delegate}. */
@Command(
        name = "delegate",
        description = "Who accepts for an approver who is away.",
        subcommands = {
            DelegateCommand.ListDelegations.class,
            DelegateCommand.Add.class,
            DelegateCommand.Remove.class
        })
final class DelegateCommand extends WithHelp {

    @Command(
            name = "list",
            description = "List who acts for whom, newest first; an admin sees all.",
            footer = {
                "",
                "Examples:",
                "  cco-bridge delegate list",
                "  cco-bridge delegate list --all"
            })
    static final class ListDelegations extends ClientCommand {

        private static final Table TABLE =
                new Table()
                        .count("ID", "id")
                        .text("Approver", "approver")
                        .text("Delegate", "delegate")
                        .moment("Until", "until")
                        .text("State", ListDelegations::state)
                        .text("By", "created_by")
                        .text("Reason", "reason");

        @Option(names = "--all", description = "Those that are over, too.")
        private boolean all;

        @Override
        int call(BridgeClient bridge) {
            JsonNode delegations =
                    bridge.get(all ? Map.of("view", "all") : Map.of(), "delegations");
            JsonNode items = delegations.path("items");
            if (json()) {
                printJson(delegations);
            } else if (items.isEmpty()) {
                out().println("Nobody acts for anybody.");
            } else {
                TABLE.print(out(), items);
                out().println();
                out().println(Text.counted(items.size(), "delegation"));
            }
            return matched(items);
        }

        private static String state(JsonNode delegation) {
            if (delegation.path("in_force").asBoolean()) {
                return "in force";
            }
            return delegation.hasNonNull("ended_by")
                    ? "ended by " + Text.of(delegation, "ended_by")
                    : "over";
        }
    }

    @Command(
            name = "add",
            description = {
                "Let somebody accept, reject and unlink for an approver until a day or time.",
                "The delegate has the approver's limits, and cannot pass the privilege on."
            },
            footer = {
                "",
                "Example:",
                "  cco-bridge delegate add anna --for bert --until 2026-12-24 --reason \"On leave\""
            })
    static final class Add extends ClientCommand {

        @Parameters(paramLabel = "DELEGATE", description = "The user or token that acts.")
        private String delegate;

        @Option(
                names = "--for",
                required = true,
                paramLabel = "APPROVER",
                description = "The approver for whom, a user.")
        private String approver;

        @Option(
                names = "--until",
                required = true,
                paramLabel = "WHEN",
                converter = Until.Converter.class,
                description =
                        "The last day, a span such as 14d, or a time such as 2026-12-24T17:00.")
        private Until until;

        @Mixin private Reason reason;

        @Override
        int call(BridgeClient bridge) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("approver", approver);
            body.put("delegate", delegate);
            body.put("until", until.moment());
            body.put("reason", reason.text());
            JsonNode made = bridge.post(body, "delegations");
            if (json()) {
                printJson(made);
            } else {
                out().println(
                                "%s acts for %s until %s (delegation %s)."
                                        .formatted(
                                                Text.of(made, "delegate"),
                                                Text.of(made, "approver"),
                                                Text.moment(made.path("until")),
                                                Text.of(made, "id")));
            }
            return ExitCode.DONE;
        }
    }

    @Command(
            name = "remove",
            description = "End a delegation now.",
            footer = {"", "Example:", "  cco-bridge delegate remove 3"})
    static final class Remove extends ClientCommand {

        @Parameters(
                paramLabel = "ID",
                converter = Id.Converter.class,
                description = "The delegation's id, from \"delegate list\".")
        private Id id;

        @Override
        int call(BridgeClient bridge) {
            bridge.delete("delegations", id.value());
            if (json()) {
                printJson(Map.of("removed", id.value()));
            } else {
                out().println("Delegation " + id + " ended.");
            }
            return ExitCode.DONE;
        }
    }
}
