package io.ccobridge.cli;

import picocli.CommandLine.Option;

/** A password that a person types twice, or a script pipes in; never an argument. */
final class NewPassword {

    @Option(
            names = "--password-stdin",
            description = "Read the password from the first line of standard input.")
    private boolean fromStandardInput;

    boolean isPipedIn() {
        return fromStandardInput;
    }

    String read(ClientCommand command) {
        Terminal terminal = command.terminal();
        if (fromStandardInput) {
            return terminal.pipedIn()
                    .lines()
                    .findFirst()
                    .filter(line -> !line.isEmpty())
                    .orElseThrow(() -> command.wrongUsage("standard input has no password"));
        }
        if (!terminal.attended()) {
            throw command.wrongUsage(
                    "there is no terminal to ask for the password: --password-stdin");
        }
        String password = terminal.askUnseen("Password: ").orElse("");
        if (!terminal.askUnseen("The same again: ").orElse("").equals(password)) {
            throw command.wrongUsage("the two passwords differ");
        }
        return password;
    }
}
