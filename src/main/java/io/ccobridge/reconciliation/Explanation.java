package io.ccobridge.reconciliation;

import io.ccobridge.changeorder.Problem;
import io.ccobridge.changeorder.State;
import io.ccobridge.json.Money;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Why one change order is not the same in Procore and in Spectrum: one reason, which carries its
 * whole difference, so that the reasons of a commitment add up to the commitment's difference.
 *
 * @param why a sentence for a controller
 */
record Explanation(Standing standing, Reason reason, String why) {

    /**
     * Empty when Procore and Spectrum agree on it, or when neither of them has it.
     *
     * @param zone for the days in the sentence
     */
    static Optional<Explanation> of(Standing standing, ZoneId zone) {
        return Optional.ofNullable(reason(standing))
                .map(reason -> new Explanation(standing, reason, why(standing, reason, zone)));
    }

    private static Reason reason(Standing standing) {
        if (standing.state() == State.SYNCED) {
            return reasonOfSynced(standing);
        }
        if (standing.state() == State.ACCEPTED) {
            return !standing.counts()
                    ? Reason.NO_LONGER_APPROVED
                    : standing.amountUnknown() ? Reason.UNREADABLE : Reason.ACCEPTED;
        }
        if (!standing.holdings().isEmpty()) {
            return Reason.PARTLY_EXPORTED;
        }
        if (!standing.counts()) {
            return standing.listedTwice() ? Reason.LISTED_TWICE : null;
        }
        return standing.amountUnknown() ? Reason.UNREADABLE : reasonOfState(standing);
    }

    private static Reason reasonOfSynced(Standing standing) {
        if (!standing.counts()) {
            return Reason.NO_LONGER_APPROVED;
        }
        if (standing.amountUnknown()) {
            return Reason.UNREADABLE;
        }
        if (standing.changed() || standing.difference().signum() != 0) {
            return Reason.CHANGED_AFTER_SYNC;
        }
        return standing.doneByHand() ? Reason.DONE_BY_HAND : null;
    }

    private static Reason reasonOfState(Standing standing) {
        return switch (standing.state()) {
            case NEEDS_ATTENTION ->
                    standing.purchaseOrder() && standing.unmet("commitment-kind")
                            ? Reason.PURCHASE_ORDER
                            : standing.status() == null || standing.unmet("readable")
                                    ? Reason.UNREADABLE
                                    : Reason.WAITING;
            case READY_TO_EXPORT -> Reason.READY;
            case RETRIEVED -> Reason.RETURNED;
            case REJECTED -> Reason.REJECTED;
            case FAILED_TO_EXPORT -> Reason.FAILED;
            case UNLINKED -> Reason.UNLINKED;
            case ACCEPTED, SYNCED -> throw new IllegalStateException("told before");
        };
    }

    private static String why(Standing standing, Reason reason, ZoneId zone) {
        return switch (reason) {
            case WAITING, PURCHASE_ORDER, LISTED_TWICE -> problems(standing);
            case UNREADABLE ->
                    standing.problems().isEmpty()
                            ? "Procore's document cannot be read whole. " + stood(standing, zone)
                            : problems(standing);
            case READY, RETURNED, REJECTED, FAILED, UNLINKED -> stood(standing, zone);
            case ACCEPTED, PARTLY_EXPORTED ->
                    stood(standing, zone) + notApproved(standing) + held(standing);
            case CHANGED_AFTER_SYNC ->
                    standing.difference().signum() == 0
                            ? "Changed in Procore after it was synced; the amount is the same."
                            : "Spectrum was told "
                                    + Money.text(standing.syncedAmount())
                                    + "; Procore says "
                                    + Money.text(standing.total())
                                    + (standing.changed() ? " now." : ".");
            case NO_LONGER_APPROVED ->
                    (notApproved(standing)
                                    + (standing.state() == State.SYNCED
                                            ? ""
                                            : " It is accepted and on its way to Spectrum all the same.")
                                    + held(standing))
                            .strip();
            case DONE_BY_HAND -> stood(standing, zone);
        };
    }

    private static String problems(Standing standing) {
        return standing.problems().isEmpty()
                ? "It needs attention."
                : standing.problems().stream()
                        .map(Problem::message)
                        .collect(Collectors.joining(" "));
    }

    /** How it came to stand where it stands. */
    private static String stood(Standing standing, ZoneId zone) {
        String by = standing.moved() == null ? "" : " by " + standing.moved().by();
        String day =
                standing.moved() == null
                        ? ""
                        : " on " + standing.moved().at().atZone(zone).toLocalDate();
        String reason = said(standing);
        return switch (standing.state()) {
            case NEEDS_ATTENTION -> problems(standing);
            case READY_TO_EXPORT ->
                    "Waits for accounting"
                            + day.replace(" on ", " since ")
                            + (standing.changed()
                                    ? "; it changed in Procore since and must be sent again."
                                    : ".");
            case RETRIEVED -> "Retrieved" + by + day + "; it waits to be sent again.";
            case REJECTED -> "Rejected" + by + day + reason;
            case ACCEPTED -> "Accepted" + by + day + "; it is on its way to Spectrum.";
            case FAILED_TO_EXPORT -> "Failed to export" + day + reason;
            case UNLINKED -> "Unlinked" + by + day + reason + leftBehind(standing);
            case SYNCED ->
                    (standing.doneByHand() ? "Entered by hand" + by : "Synced") + day + reason;
        };
    }

    private static String leftBehind(Standing standing) {
        return standing.moved() != null && standing.moved().leftBehind()
                ? " Nobody confirmed that change request "
                        + standing.changeRequestNumber()
                        + " was deleted in Spectrum."
                : "";
    }

    private static String said(Standing standing) {
        if (standing.moved() == null || standing.moved().reason() == null) {
            return ".";
        }
        String said = standing.moved().reason().strip();
        return said.isEmpty() ? "." : ": " + said + (said.matches("(?s).*[.!?]") ? "" : ".");
    }

    private static String notApproved(Standing standing) {
        if (standing.counts()) {
            return "";
        }
        return Standing.GONE.equals(standing.status())
                ? " Procore does not show it any more."
                : " It is no longer approved in Procore (status " + standing.status() + ").";
    }

    private static String held(Standing standing) {
        if (standing.holdings().isEmpty()) {
            return "";
        }
        BigDecimal more = standing.holdings().perhapsMore();
        String doubt =
                standing.holdings().inDoubt().isEmpty()
                        ? "."
                        : more.signum() == 0
                                ? ", and may hold a part of which no answer came."
                                : ", and may hold "
                                        + Money.text(more.abs())
                                        + (more.signum() > 0 ? " more." : " less.");
        return " Spectrum holds " + Money.text(standing.syncedAmount()) + " of it" + doubt;
    }
}
