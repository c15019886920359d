package io.ccobridge.cli;

/** A part of the queue. */
enum View {
    NEEDS_ATTENTION,
    READY,
    ACCEPTED,
    FAILED,
    SYNCED,
    RETURNED,
    ALL,
    ARCHIVED;

    /** The word of the API and of the command line. */
    @Override
    public String toString() {
        return Words.word(this);
    }
}
