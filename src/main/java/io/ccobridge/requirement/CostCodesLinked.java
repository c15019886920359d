package io.ccobridge.requirement;

import io.ccobridge.changeorder.Awaited;
import io.ccobridge.changeorder.Awaited.Lack;
import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.Line;
import io.ccobridge.changeorder.Link;
import io.ccobridge.changeorder.Phase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The cost code and category of every line lead to a phase and cost type that exist on the job and
 * are not complete. Lines with the same code are told of together.
 */
final class CostCodesLinked implements Finding.Finder {

    @Override
    public String name() {
        return "cost-codes-linked";
    }

    @Override
    public List<Finding> find(Candidate candidate) {
        ChangeOrder changeOrder = candidate.changeOrder();
        List<Integer> withoutCode = new ArrayList<>();
        Map<String, List<Integer>> positions = new LinkedHashMap<>();
        Map<String, Line> lines = new LinkedHashMap<>();
        for (int i = 0; i < changeOrder.lines().size(); i++) {
            Line line = changeOrder.lines().get(i);
            if (!Text.missing(line.wbsCode())) {
                lines.putIfAbsent(line.wbsCode(), line);
                positions.computeIfAbsent(line.wbsCode(), code -> new ArrayList<>()).add(i + 1);
            } else if (!Told.about(changeOrder, "lines[" + i + "].wbs_code")) {
                withoutCode.add(i + 1);
            }
        }
        List<Finding> problems = new ArrayList<>();
        if (!withoutCode.isEmpty()) {
            problems.add(
                    helpedInProcoreAlone(
                            "There is no cost code on " + Text.lines(withoutCode) + ".",
                            "Give every line a cost code and a category in Procore."));
        }
        lines.forEach(
                (code, line) ->
                        check(
                                line,
                                "Cost code " + code + " (" + Text.lines(positions.get(code)) + ")",
                                candidate,
                                problems));
        return problems;
    }

    private void check(Line line, String costCode, Candidate candidate, List<Finding> problems) {
        Link<Phase> link = candidate.phases().get(line.wbsCode());
        if (link == null) {
            problems.add(
                    Text.missing(line.costType())
                            ? helpedInProcoreAlone(
                                    costCode + " has no category.",
                                    "Give the line a category in Procore; it becomes the cost type in"
                                            + " Spectrum.")
                            : awaited(
                                    line,
                                    Lack.NOT_LINKED,
                                    null,
                                    costCode + " is not linked to a Spectrum phase and cost type.",
                                    "Link it under Links > Cost codes."));
        } else if (link.target() == null) {
            // without a job no phase can be looked for: project-synced tells the cause
            if (candidate.job() != null && candidate.job().target() != null) {
                problems.add(
                        awaited(
                                line,
                                Lack.NOT_THERE,
                                link.code(),
                                costCode
                                        + " leads to "
                                        + named(link.code())
                                        + " "
                                        + Names.how(link, "by its own code")
                                        + ", which Spectrum's job "
                                        + candidate.job().target().number()
                                        + " does not have.",
                                "Add the phase and cost type to the job in Spectrum, or link the cost"
                                        + " code to another under Links > Cost codes."));
            }
        } else if (link.target().complete()) {
            problems.add(
                    awaited(
                            line,
                            Lack.CLOSED,
                            link.code(),
                            costCode
                                    + " leads to "
                                    + named(link.code())
                                    + ", which is complete in Spectrum.",
                            "Make the phase active again in Spectrum, or link the cost code to another"
                                    + " under Links > Cost codes."));
        }
    }

    private Finding awaited(Line line, Lack lack, String code, String message, String fix) {
        return awaited(
                Awaited.Kind.PHASE,
                lack,
                line.wbsCode(),
                code,
                "Cost code " + line.wbsCode(),
                message,
                fix);
    }

    /** {@code 03300.S} as people say it. */
    private static String named(String code) {
        int point = code.lastIndexOf('.');
        return point < 0
                ? "phase " + code
                : "phase "
                        + code.substring(0, point)
                        + " with cost type "
                        + code.substring(point + 1);
    }
}
