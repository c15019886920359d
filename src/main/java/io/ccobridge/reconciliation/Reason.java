package io.ccobridge.reconciliation;

import java.util.Locale;

/** Why Procore and Spectrum differ in a change order, in the order in which people read it. */
enum Reason {
    /** It needs attention: a requirement is not met, or nobody has sent it yet. */
    WAITING,
    /** Its commitment is a purchase order, and Spectrum has no way for those. */
    PURCHASE_ORDER,
    /** Procore lists the same money twice; it counts where it was found first. */
    LISTED_TWICE,
    /** Its document, or its amount, cannot be read. */
    UNREADABLE,
    /** It waits for accounting. */
    READY,
    /** It is accepted and on its way to Spectrum. */
    ACCEPTED,
    /** It was retrieved before a decision. */
    RETURNED,
    REJECTED,
    /** It is in the dead letters, and Spectrum holds nothing of it. */
    FAILED,
    /** Spectrum holds, or may hold, a part of it, and nothing is under way. */
    PARTLY_EXPORTED,
    UNLINKED,
    /** It changed in Procore after it was synced: the drift alarm. */
    CHANGED_AFTER_SYNC,
    /** Procore does not count it any more; Spectrum does, or soon will. */
    NO_LONGER_APPROVED,
    /** A person has entered it in Spectrum and said so. No difference, as far as they are right. */
    DONE_BY_HAND;

    /** For example {@code changed-after-sync}. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Nothing is left to do about it. */
    boolean settled() {
        return this == DONE_BY_HAND;
    }
}
