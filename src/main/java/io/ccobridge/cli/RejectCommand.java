package io.ccobridge.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cco-bridge reject}. */
@Command(
        name = "reject",
        description = "Send CCOs back with a reason; their senders are told.",
        footer = {"", "Example:", "  cco-bridge reject 17 --reason \"Wrong cost type on line 2\""})
final class RejectCommand extends DecisionCommand {

    @Mixin private Reason reason;

    RejectCommand() {
        super("reject");
    }

    @Override
    Map<String, ?> details() {
        return Map.of("reason", reason.text());
    }
}
