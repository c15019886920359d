package io.ccobridge.requirement;

/** The kinds of change order that the router tells apart, each with a chain of its own. */
public enum Chain {
    /** Can go to Spectrum when the requirements are met. */
    SUBCONTRACT,
    /** Spectrum has no documented way for it: always needs attention. */
    PURCHASE_ORDER,
    /** Void, or no longer approved: leaves the queue. */
    NOT_APPROVED,
    /** The document cannot be read, in whole or in part: kept and shown, never dropped. */
    UNREADABLE
}
