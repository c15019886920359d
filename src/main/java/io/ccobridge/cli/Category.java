package io.ccobridge.cli;

/** Why an export failed. */
enum Category {
    TRANSIENT,
    BUSINESS,
    CONFIGURATION,
    UNKNOWN;

    /** The word of the API and of the command line. */
    @Override
    public String toString() {
        return Words.word(this);
    }
}
