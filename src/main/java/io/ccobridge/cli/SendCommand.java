package io.ccobridge.cli;

import picocli.CommandLine.Command;

/** {@code cco-bridge send}. */
@Command(
        name = "send",
        description = "Send CCOs to accounting, anew where they were sent before.",
        footer = {"", "Example:", "  cco-bridge send 17 18"})
final class SendCommand extends DecisionCommand {

    SendCommand() {
        super("send");
    }
}
