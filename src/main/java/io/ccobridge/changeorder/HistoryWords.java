package io.ccobridge.changeorder;

import java.util.Arrays;
import java.util.Optional;

/**
 * How sentences of the history begin that are read again later: by them the reconciliation of an
 * earlier day knows what Procore said then. Only the bridge begins an entry so; a database keeps
 * them for good, so that none of them may be worded anew.
 */
public enum HistoryWords {
    /** A person sent it, as Procore had it at that moment. */
    SENT("Sent to accounting."),
    CHANGED("Changed in Procore"),
    CHANGED_BACK("Changed back in Procore to what was sent."),
    NOT_APPROVED("No longer approved in Procore"),
    GONE("Procore does not show it any more");

    private final String text;

    HistoryWords(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    /**
     * The words that an entry begins with; empty when it begins with none of these.
     *
     * @param reason of the entry; may be null
     */
    public static Optional<HistoryWords> of(String reason) {
        return Arrays.stream(values())
                .filter(words -> reason != null && reason.startsWith(words.text))
                .findFirst();
    }
}
