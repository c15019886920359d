package io.ccobridge.procore;

/** Procore did not give what was asked for; the message is a sentence for a person. */
public final class ProcoreException extends RuntimeException {

    private final int status;

    ProcoreException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The HTTP status, or 0 when there was no answer. */
    public int status() {
        return status;
    }

    /**
     * Missing, or not permitted: Procore answers 404 for what the service account may not see
     * (facts/procore-api.md 3). Asking again does not help.
     */
    public boolean notShown() {
        return status == 403 || status == 404;
    }

    /** An answer came, but it is not the document it should be. */
    public boolean unreadable() {
        return status >= 200 && status < 300;
    }
}
