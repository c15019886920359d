package io.ccobridge.cli;

/** Where the cause of a failed export is mended. */
enum FixIn {
    PROCORE,
    SPECTRUM,
    BRIDGE,
    NOBODY;

    /** The word of the API and of the command line. */
    @Override
    public String toString() {
        return Words.word(this);
    }
}
