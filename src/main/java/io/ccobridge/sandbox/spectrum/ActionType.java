package io.ccobridge.sandbox.spectrum;

/**
 * What a change request status does (facts/spectrum-api.md 4). The codes themselves are each site's
 * own; this is what governs.
 */
public enum ActionType {
    /** 1: recognises revenue and cost, billing allowed. */
    EXECUTED,
    /** 2: the same, billing not allowed. */
    APPROVED,
    /** 3: cost only. */
    COST_ONLY,
    /** 4: recognises nothing. */
    NONE,
    /** 5: reverses. */
    REVERSE;

    /** Only these take an approved date, and they cannot be non-reimbursable. */
    boolean recognisesRevenue() {
        return this == EXECUTED || this == APPROVED;
    }
}
