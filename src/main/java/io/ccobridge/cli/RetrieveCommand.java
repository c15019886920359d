package io.ccobridge.cli;

import picocli.CommandLine.Command;

/** {@code cco-bridge retrieve}. */
@Command(
        name = "retrieve",
        description = "Take CCOs back before a decision.",
        footer = {"", "Example:", "  cco-bridge retrieve 17 18"})
final class RetrieveCommand extends DecisionCommand {

    RetrieveCommand() {
        super("retrieve");
    }
}
