package io.ccobridge.requirement;

import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.Problem;
import java.util.List;

/**
 * The change order has a title, and it is not too long: measured as it is sent, in Unicode code
 * points after NFC.
 */
record TitleLength(int most) implements Requirement {

    @Override
    public String name() {
        return "title-length";
    }

    @Override
    public List<Problem> check(Candidate candidate) {
        String title = candidate.changeOrder().title();
        if (Text.missing(title)) {
            return Told.about(candidate.changeOrder(), "title")
                    ? List.of()
                    : List.of(
                            problem(
                                    "The change order has no title.",
                                    "Give it a title of at most "
                                            + most
                                            + " characters in Procore."));
        }
        int length = Text.length(title);
        return length <= most
                ? List.of()
                : List.of(
                        problem(
                                "The title \""
                                        + title
                                        + "\" has "
                                        + length
                                        + " characters; at most "
                                        + most
                                        + " are allowed.",
                                "Shorten the title in Procore to at most "
                                        + most
                                        + " characters; what is left out can go into the"
                                        + " description."));
    }
}
