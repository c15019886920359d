package io.ccobridge.cli;

import picocli.CommandLine.Command;

/** {@code cco-bridge audit}. */
@Command(
        name = "audit",
        description = "What was done, and the proof that nothing of it was changed.",
        subcommands = {AuditListCommand.class, AuditVerifyCommand.class})
final class AuditCommand extends WithHelp {}
