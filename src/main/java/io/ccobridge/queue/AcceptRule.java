package io.ccobridge.queue;

import io.ccobridge.changeorder.AcceptLimits;
import io.ccobridge.changeorder.Amounts;
import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Caller.AcceptPrivilege;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who may accept which change order: role, limits, and with separate duties not who sent it. Who
 * acts for an approver counts as both: neither may have sent it, and where it takes two, neither
 * stands for both.
 */
final class AcceptRule {

    private static final String ANOTHER_PERSON =
            "another person must accept it (setting approval.separate-duties).";

    private static final String A_SECOND_ONE =
            "another person must accept it too (setting approval.second-approver-above).";

    private final boolean separateDuties;

    /**
     * @param separateDuties true: who sent a change order may not accept it
     */
    AcceptRule(boolean separateDuties) {
        this.separateDuties = separateDuties;
    }

    /** The caller as it accepts this: for somebody else only where its own privilege ends. */
    Optional<Caller> acting(ChangeOrderRow row, Caller by) {
        if (by.equals(Caller.SYSTEM)) {
            return Optional.of(by);
        }
        if (sent(row, by.name())) {
            return Optional.empty();
        }
        return actors(row, by).findFirst();
    }

    /** The same as the second of two: another person than the first, with another's privilege. */
    Optional<Caller> second(ChangeOrderRow row, Caller by, FirstApproval first) {
        return acting(row, by).isEmpty() || first.approver().equals(by.name())
                ? Optional.empty()
                : actors(row, by)
                        .filter(actor -> !actor.authority().equals(first.authority()))
                        .findFirst();
    }

    private Stream<Caller> actors(ChangeOrderRow row, Caller by) {
        return by.acceptPrivileges().stream()
                .filter(privilege -> reaches(row, privilege))
                .map(privilege -> by.actingFor(privilege.actingFor()));
    }

    /** Why the caller may not accept this, in words for the caller; empty when it may. */
    Optional<String> refusal(ChangeOrderRow row, Caller by) {
        if (acting(row, by).isPresent()) {
            return Optional.empty();
        }
        if (by.acceptPrivileges().isEmpty()) {
            return Optional.of("Accepting takes the role approver or admin.");
        }
        if (sent(row, by.name())) {
            return Optional.of("You sent this change order to accounting; " + ANOTHER_PERSON);
        }
        Set<String> reasons = new LinkedHashSet<>();
        for (AcceptPrivilege privilege : by.acceptPrivileges()) {
            tell(row, privilege, reasons);
        }
        return Optional.of(String.join(" ", reasons));
    }

    /** Why the caller, who may accept this, cannot be the second of two; empty when it can. */
    Optional<String> refusal(ChangeOrderRow row, Caller by, FirstApproval first) {
        if (second(row, by, first).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                first.approver().equals(by.name())
                        ? "You have accepted it already; " + A_SECOND_ONE
                        : first.actor()
                                + " has accepted it already, with the privilege that you would use;"
                                + " another approver must accept it too (setting"
                                + " approval.second-approver-above).");
    }

    /**
     * Why neither limit of the caller's, nor of those for whom it acts, reaches this; empty when
     * one does. Who sent it is not looked at: for what was accepted already.
     */
    Optional<String> beyondLimits(ChangeOrderRow row, Caller by) {
        if (by.equals(Caller.SYSTEM)
                || by.acceptPrivileges().stream()
                        .map(AcceptPrivilege::limits)
                        .anyMatch(limits -> covers(limits, row))) {
            return Optional.empty();
        }
        Set<String> reasons = new LinkedHashSet<>();
        by.acceptPrivileges().forEach(privilege -> tellLimits(row, privilege, reasons));
        return Optional.of(String.join(" ", reasons));
    }

    private static boolean covers(AcceptLimits limits, ChangeOrderRow row) {
        return limits.coversProject(row.projectId()) && limits.coversAmount(row.total());
    }

    private boolean reaches(ChangeOrderRow row, AcceptPrivilege privilege) {
        return !sent(row, privilege.actingFor()) && covers(privilege.limits(), row);
    }

    private boolean sent(ChangeOrderRow row, String name) {
        return separateDuties && name != null && name.equals(row.sentBy());
    }

    private void tell(ChangeOrderRow row, AcceptPrivilege privilege, Set<String> reasons) {
        String approver = privilege.actingFor();
        if (sent(row, approver)) {
            reasons.add(
                    approver
                            + ", for whom you act, sent this change order to accounting; "
                            + ANOTHER_PERSON);
            return;
        }
        tellLimits(row, privilege, reasons);
    }

    private static void tellLimits(
            ChangeOrderRow row, AcceptPrivilege privilege, Set<String> reasons) {
        String approver = privilege.actingFor();
        AcceptLimits limits = privilege.limits();
        if (!limits.coversProject(row.projectId())) {
            reasons.add(
                    (approver == null ? "You may" : approver + ", for whom you act, may")
                            + " accept change orders of some projects only, and "
                            + project(row)
                            + " is none of them. Somebody who may must accept it.");
        }
        if (!limits.coversAmount(row.total())) {
            reasons.add(
                    (approver == null ? "Your limit" : "The limit of " + approver)
                            + " is "
                            + Amounts.words(limits.amount())
                            + (row.total() != null && row.total().signum() < 0
                                    ? ", for deductions as well"
                                    : "")
                            + "; "
                            + (row.total() == null
                                    ? "the total of this change order is not known"
                                    : "this change order is " + Amounts.words(row.total()))
                            + ". Somebody with a higher limit must accept it.");
        }
    }

    private static String project(ChangeOrderRow row) {
        return row.projectName() == null ? "project " + row.projectId() : row.projectName();
    }
}
