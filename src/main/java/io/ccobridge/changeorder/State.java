package io.ccobridge.changeorder;

/** Where a change order stands on its way from Procore to Spectrum (lifecycle, "States"). */
public enum State {
    /** Approved in Procore, but a requirement is not met, or nobody has sent it yet. */
    NEEDS_ATTENTION,
    /** Parked in the approval queue, waiting for accounting. */
    READY_TO_EXPORT,
    /** Taken back by a project manager before a decision. */
    RETRIEVED,
    /** Sent back by accounting, with a reason. */
    REJECTED,
    /** The decision is durable; the export is due, under way, or waits for its next attempt. */
    ACCEPTED,
    /** In the dead letters. */
    FAILED_TO_EXPORT,
    /** Spectrum holds every line. */
    SYNCED,
    /** The tie to Spectrum was cut. */
    UNLINKED
}
