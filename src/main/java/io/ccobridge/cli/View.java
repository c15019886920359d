package io.ccobridge.cli;

import java.util.Locale;

/** A part of the queue. */
enum View {
    NEEDS_ATTENTION,
    READY,
    ACCEPTED,
    FAILED,
    SYNCED,
    RETURNED,
    ALL;

    /** The word of the API and of the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
