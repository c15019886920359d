package io.ccobridge.requirement;

import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.Commitment;
import io.ccobridge.changeorder.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * The document parses, and what goes to Spectrum can be written in XML. A field that is merely
 * empty is left to the requirement that needs it.
 */
final class Readable implements Requirement {

    @Override
    public String name() {
        return "readable";
    }

    @Override
    public List<Problem> check(Candidate candidate) {
        return check(candidate.changeOrder());
    }

    List<Problem> check(ChangeOrder changeOrder) {
        List<Problem> problems = new ArrayList<>();
        for (var field : changeOrder.fieldProblems()) {
            problems.add(
                    problem(
                            "Procore's field " + field.field() + " " + field.message() + ".",
                            "Correct it in Procore. If it looks right there, tell whoever looks after"
                                    + " the bridge: the document is kept whole, as Procore sent it."));
        }
        if (changeOrder.procoreId() == null && !Told.about(changeOrder, "id")) {
            problems.add(
                    problem(
                            "Procore gave no id for this change order.",
                            "Tell whoever looks after the bridge: the document is kept whole, as"
                                    + " Procore sent it."));
        }
        sendable("number", changeOrder.number(), changeOrder, problems);
        sendable("title", changeOrder.title(), changeOrder, problems);
        sendable("description", changeOrder.description(), changeOrder, problems);
        Commitment commitment = changeOrder.commitment();
        if (commitment != null) {
            sendable("commitment.number", commitment.number(), changeOrder, problems);
        }
        for (int i = 0; i < changeOrder.lines().size(); i++) {
            sendable(
                    "lines[" + i + "].wbs_code",
                    changeOrder.lines().get(i).wbsCode(),
                    changeOrder,
                    problems);
        }
        return problems;
    }

    private void sendable(
            String field, String text, ChangeOrder changeOrder, List<Problem> problems) {
        String unsendable = text == null ? "" : Text.unsendable(text);
        if (!unsendable.isEmpty() && !Told.about(changeOrder, field)) {
            problems.add(
                    problem(
                            "Procore's field "
                                    + field
                                    + " holds "
                                    + unsendable
                                    + ", which cannot be sent to Spectrum.",
                            "Type the text anew in Procore; such characters mostly come from copying"
                                    + " and pasting."));
        }
    }
}
