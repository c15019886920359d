package io.ccobridge.cli;

import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Option;

/** Asks a person before more than a few are touched. */
final class Agreement {

    private static final int MOST_UNASKED = 10;

    @Option(names = "--dry-run", description = "Show which are meant, and do nothing.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Do not ask, however many they are.")
    private boolean yes;

    boolean dryRun() {
        return dryRun;
    }

    /** Whether somebody has to say yes first. */
    boolean neededFor(int count) {
        return count > MOST_UNASKED && !yes;
    }

    /**
     * @param question for example {@code Try 12 CCOs now, $12,500.00?}
     */
    boolean reached(ClientCommand command, String question) {
        if (!command.terminal().attended()) {
            throw command.wrongUsage(
                    question
                            + " Say --yes (there is no terminal to ask on), or --dry-run to see"
                            + " them");
        }
        return command.terminal()
                .ask(question + " [y/N] ")
                .map(answer -> answer.strip().toLowerCase(Locale.ROOT))
                .filter(Set.of("y", "yes")::contains)
                .isPresent();
    }
}
