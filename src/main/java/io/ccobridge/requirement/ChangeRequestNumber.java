package io.ccobridge.requirement;

import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.Problem;
import java.util.List;

/** A free number for Spectrum's change request could be made. */
final class ChangeRequestNumber implements Requirement {

    /** Characters of {@code Change_Request_Number} (facts/spectrum-api.md 8.1). */
    private static final int MOST = 8;

    @Override
    public String name() {
        return "change-request-number";
    }

    @Override
    public List<Problem> check(Candidate candidate) {
        String number = candidate.changeRequestNumber();
        if (Text.missing(number)) {
            return cannotBeTried(candidate)
                    ? List.of()
                    : List.of(
                            problem(
                                    "No change request number that is free in Spectrum's job could be"
                                            + " made of the change order's number \""
                                            + candidate.changeOrder().number()
                                            + "\".",
                                    "Give the change order another number in Procore."));
        }
        return Text.length(number) <= MOST
                ? List.of()
                : List.of(
                        problem(
                                "The change request number \""
                                        + number
                                        + "\" has "
                                        + Text.length(number)
                                        + " characters; Spectrum takes at most "
                                        + MOST
                                        + ".",
                                "Give the change order a shorter number in Procore."));
    }

    /** What the number is made of or must be free in is missing, and told elsewhere. */
    private static boolean cannotBeTried(Candidate candidate) {
        ChangeOrder changeOrder = candidate.changeOrder();
        return Text.missing(changeOrder.number())
                || changeOrder.commitment() == null
                || candidate.job() == null
                || candidate.job().target() == null;
    }
}
