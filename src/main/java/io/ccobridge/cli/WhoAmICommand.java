package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;

/** {@code cco-bridge whoami}. */
@Command(
        name = "whoami",
        description = "Show as whom you call the bridge, and what you may do.",
        footer = {"", "Example:", "  cco-bridge whoami"})
final class WhoAmICommand extends ClientCommand {

    @Override
    int call(BridgeClient bridge) {
        JsonNode me = bridge.get("me");
        if (json()) {
            printJson(me);
        } else {
            print(me, out());
        }
        return ExitCode.DONE;
    }

    private static void print(JsonNode me, PrintWriter out) {
        String name = Text.of(me, "name");
        out.println("%s (%s): %s".formatted(name, Text.of(me, "kind"), roles(me)));
        if (me.hasNonNull("email")) {
            out.println(
                    "E-mail: "
                            + Text.of(me, "email")
                            + (me.path("digest").asBoolean() ? ", with the daily digest" : ""));
        }
        if (roles(me).matches(".*(approver|admin).*")) {
            out.println("May accept " + reach(me) + ".");
        }
        for (JsonNode approver : me.path("acts_for")) {
            out.println(
                    "Acts for %s until %s, and may accept %s."
                            .formatted(
                                    Text.of(approver, "approver"),
                                    Text.moment(approver.path("until")),
                                    reach(approver)));
        }
        for (JsonNode delegation : me.path("delegations")) {
            if (Text.of(delegation, "approver").equals(name)) {
                out.println(
                        "%s acts for you until %s."
                                .formatted(
                                        Text.of(delegation, "delegate"),
                                        Text.moment(delegation.path("until"))));
            }
        }
        out.println();
        out.println("Permissions:");
        for (JsonNode permission : me.path("permissions")) {
            out.println(
                    "  "
                            + Text.of(permission, "summary")
                            + (permission.path("by_delegation").asBoolean()
                                    ? " (by delegation)"
                                    : ""));
        }
    }

    private static String reach(JsonNode limits) {
        String told = AcceptOptions.told(limits);
        return told.isEmpty() ? "any amount of all projects" : told;
    }

    private static String roles(JsonNode me) {
        return String.join(
                ", ",
                StreamSupport.stream(me.path("roles").spliterator(), false).map(Text::of).toList());
    }
}
