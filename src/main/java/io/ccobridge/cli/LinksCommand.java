package io.ccobridge.cli;

import picocli.CommandLine.Command;

/** {@code cco-bridge links}. */
@Command(
        name = "links",
        description = "What in Procore is what in Spectrum.",
        subcommands = {LinksListCommand.class, LinksImportCommand.class, LinksExportCommand.class})
final class LinksCommand extends WithHelp {}
