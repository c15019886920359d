package io.ccobridge.sandbox.spectrum;

/**
 * Where Spectrum's documentation leaves a choice (facts/spectrum-api.md 5), the choice. May be
 * changed while the sandbox runs.
 */
public final class Variants {

    private volatile boolean goodEntry;
    private volatile int rowCap = 500;
    private volatile String vendorsWrapper;
    private volatile String expiredGuidCode = "A";

    /**
     * Whether a good {@code ARChangeRequest} is answered with a {@code G} entry that names the
     * change request number, or (as at first) with no entry at all. What the real one returns was
     * not found; the client has to take both.
     */
    public Variants goodEntry(boolean on) {
        goodEntry = on;
        return this;
    }

    /** Rows that a Get service returns at most, 500 at first; then comes a {@code W} row. */
    public Variants rowCap(int rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("row cap: 1 or more");
        }
        rowCap = rows;
        return this;
    }

    /** The member that holds the list of vendors; null, as at first: the list stands alone. */
    public Variants vendorsWrapper(String member) {
        vendorsWrapper = member;
        return this;
    }

    /**
     * The code that comes with "Time out has occurred". Not documented; at first {@code A}, the one
     * that is most easily mistaken for something else.
     */
    public Variants expiredGuidCode(String code) {
        expiredGuidCode = code;
        return this;
    }

    boolean goodEntry() {
        return goodEntry;
    }

    int rowCap() {
        return rowCap;
    }

    String vendorsWrapper() {
        return vendorsWrapper;
    }

    String expiredGuidCode() {
        return expiredGuidCode;
    }
}
