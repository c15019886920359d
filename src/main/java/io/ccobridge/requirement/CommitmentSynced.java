package io.ccobridge.requirement;

import io.ccobridge.changeorder.Awaited;
import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.Commitment;
import io.ccobridge.changeorder.Link;
import java.util.ArrayList;
import java.util.List;

/**
 * The parent commitment is linked to a Spectrum subcontract, and its number fits.
 *
 * @param linkRequired a site may send change orders of commitments that are not linked
 * @param most characters of the commitment's number
 */
record CommitmentSynced(boolean linkRequired, int most) implements Finding.Finder {

    /** Characters of {@code Subcontract_Number} (facts/spectrum-api.md 8.1). */
    private static final int SUBCONTRACT_NUMBER = 10;

    @Override
    public String name() {
        return "commitment-synced";
    }

    @Override
    public List<Finding> find(Candidate candidate) {
        Commitment commitment = candidate.changeOrder().commitment();
        // an unknown commitment is told by commitment-kind
        if (commitment == null) {
            return List.of();
        }
        List<Finding> problems = new ArrayList<>();
        Link<String> link = candidate.subcontract();
        if (link == null && linkRequired) {
            problems.add(
                    awaited(
                            Awaited.Kind.COMMITMENT,
                            Awaited.Lack.NOT_LINKED,
                            commitment.id(),
                            null,
                            Names.of(commitment),
                            Names.of(commitment) + " is not linked to a Spectrum subcontract.",
                            "Link it under Links > Commitments, or give the commitment its Spectrum"
                                    + " subcontract number in Procore."));
        }
        String number = commitment.number();
        if (number != null && Text.length(number) > most) {
            problems.add(
                    helpedInProcoreAlone(
                            "The commitment's number \""
                                    + number
                                    + "\" has "
                                    + Text.length(number)
                                    + " characters; at most "
                                    + most
                                    + " are allowed.",
                            "Shorten the commitment's number in Procore to at most "
                                    + most
                                    + " characters."));
        } else if (link != null && Text.length(link.code()) > SUBCONTRACT_NUMBER) {
            problems.add(
                    awaited(
                            Awaited.Kind.COMMITMENT,
                            Awaited.Lack.NOT_LINKED,
                            commitment.id(),
                            link.code(),
                            Names.of(commitment),
                            "The subcontract number \""
                                    + link.code()
                                    + "\", to which "
                                    + Names.of(commitment)
                                    + " leads "
                                    + Names.how(link, "by its number")
                                    + ", has "
                                    + Text.length(link.code())
                                    + " characters; Spectrum takes at most "
                                    + SUBCONTRACT_NUMBER
                                    + ".",
                            "Link the commitment to its Spectrum subcontract under Links >"
                                    + " Commitments."));
        }
        return problems;
    }
}
