package io.ccobridge.cli;

import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Option;

/** Asks before much is touched. */
final class Confirmation {

    static final int MOST_UNASKED = 10;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    boolean isNeeded(int howMany) {
        return howMany > MOST_UNASKED && !yes;
    }

    /**
     * Whether the person agrees.
     *
     * @param what for example {@code Replay 240 dead letters, $1.00}
     * @throws picocli.CommandLine.ParameterException when nobody is there to be asked
     */
    boolean given(ClientCommand command, String what) {
        if (!command.terminal().attended()) {
            throw command.wrongUsage(
                    what
                            + "? Say --yes (there is no terminal to ask on), or --dry-run to see them");
        }
        return command.terminal()
                .ask(what + "? [y/N] ")
                .map(answer -> answer.strip().toLowerCase(Locale.ROOT))
                .filter(Set.of("y", "yes")::contains)
                .isPresent();
    }
}
