package io.ccobridge.cli;

import picocli.CommandLine.Command;

/** {@code cco-bridge user}. */
@Command(
        name = "user",
        description = "People who may sign in to the web console.",
        subcommands = {
            UserAddCommand.class,
            UserListCommand.class,
            UserChangeCommand.class,
            UserDeleteCommand.class
        })
final class UserCommand extends WithHelp {}
