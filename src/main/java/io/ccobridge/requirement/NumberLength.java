package io.ccobridge.requirement;

import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.Problem;
import java.util.List;

/** The change order has a number, and it is not too long. */
record NumberLength(int most) implements Requirement {

    @Override
    public String name() {
        return "number-length";
    }

    @Override
    public List<Problem> check(Candidate candidate) {
        String number = candidate.changeOrder().number();
        if (Text.missing(number)) {
            return Told.about(candidate.changeOrder(), "number")
                    ? List.of()
                    : List.of(
                            problem(
                                    "The change order has no number.",
                                    "Give it a number of at most "
                                            + most
                                            + " characters in Procore."));
        }
        int length = Text.length(number);
        return length <= most
                ? List.of()
                : List.of(
                        problem(
                                "The number \""
                                        + number
                                        + "\" has "
                                        + length
                                        + " characters; at most "
                                        + most
                                        + " are allowed.",
                                "Shorten the number in Procore to at most "
                                        + most
                                        + " characters."));
    }
}
