package io.ccobridge.cli;

/** Where a document is read again from. */
enum ReadFrom {
    PROCORE,
    STORED;

    /** The word of the API and of the command line. */
    @Override
    public String toString() {
        return Words.word(this);
    }
}
