package io.ccobridge.cli;

/**
 * What the command line starts in this process; everything else it asks of a running bridge. Each
 * returns an exit code of {@link ExitCode}.
 */
public interface Programs {

    /** Starts the bridge and returns when it has stopped. */
    int run();

    /** Starts the bridge with its sandboxes beside it and returns when they have stopped. */
    int demo();

    /**
     * Checks settings, database, Procore and Spectrum.
     *
     * @param json whether the findings are printed as one JSON document
     */
    int doctor(boolean json);
}
