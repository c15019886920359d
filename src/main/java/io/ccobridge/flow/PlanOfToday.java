package io.ccobridge.flow;

import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.ExportPlan;
import io.ccobridge.changeorder.Job;
import io.ccobridge.changeorder.Line;
import io.ccobridge.changeorder.Link;
import io.ccobridge.changeorder.Phase;
import io.ccobridge.changeorder.SpectrumVendor;
import io.ccobridge.changeorder.Sum;
import io.ccobridge.queue.StoredExport;
import io.ccobridge.spectrum.Choices;
import io.ccobridge.spectrum.Planner;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a failed export would be if it were planned today, however much of it leads nowhere any
 * more: it is made to be compared with what was approved. A code that the reference tables do not
 * know (they may be an hour old) is the code all the same; a link that is gone leads to nothing.
 */
final class PlanOfToday {

    private PlanOfToday() {}

    /**
     * @param choices null in them: what is stored stays
     * @param held what Spectrum may hold of it
     * @throws IllegalArgumentException when there is too little of it to be planned
     */
    static ExportPlan of(
            Planner planner,
            Candidate candidate,
            StoredExport stored,
            Choices choices,
            List<Sum> held) {
        if (candidate.changeOrder().dateCreated() == null) {
            throw new IllegalArgumentException("Procore gives no date for it");
        }
        String storedNumber = stored.header().get("Change_Request_Number");
        String number =
                choices.changeRequestNumber() == null
                        ? storedNumber
                        : choices.changeRequestNumber();
        return planner.plan(
                whole(candidate, stored),
                new Choices(number, choices.description(), choices.accountingDate()),
                stored.header().get("Sub_Change_Order_Number"),
                held);
    }

    private static Candidate whole(Candidate candidate, StoredExport stored) {
        return new Candidate(
                candidate.changeOrder(),
                job(candidate.job(), stored),
                vendor(candidate.vendor()),
                candidate.subcontract() == null ? nowhere("") : candidate.subcontract(),
                phases(candidate),
                candidate.changeRequestNumber());
    }

    private static Link<Job> job(Link<Job> link, StoredExport stored) {
        if (link == null) {
            return nowhere(new Job("", null, "", null));
        }
        if (link.target() != null) {
            return link;
        }
        boolean same = link.code().equalsIgnoreCase(stored.header().get("Job_Number"));
        String customer = same ? stored.header().get("Customer_Code") : "";
        return new Link<>(link.code(), link.source(), new Job(link.code(), null, customer, null));
    }

    private static Link<SpectrumVendor> vendor(Link<SpectrumVendor> link) {
        if (link == null) {
            return nowhere(new SpectrumVendor("", null, false));
        }
        return link.target() != null
                ? link
                : new Link<>(
                        link.code(), link.source(), new SpectrumVendor(link.code(), null, false));
    }

    private static Map<String, Link<Phase>> phases(Candidate candidate) {
        Map<String, Link<Phase>> phases = new HashMap<>();
        for (Line line : candidate.changeOrder().lines()) {
            if (line.wbsCode() != null) {
                phases.put(line.wbsCode(), phase(line, candidate.phases().get(line.wbsCode())));
            }
        }
        return phases;
    }

    private static Link<Phase> phase(Line line, Link<Phase> link) {
        if (link == null) {
            return nowhere(new Phase(line.wbsCode(), "(not linked)", null, null));
        }
        if (link.target() != null) {
            return link;
        }
        int point = link.code().lastIndexOf('.');
        return new Link<>(
                link.code(),
                link.source(),
                point < 0
                        ? new Phase(link.code(), "", null, null)
                        : new Phase(
                                link.code().substring(0, point),
                                link.code().substring(point + 1),
                                null,
                                null));
    }

    private static <T> Link<T> nowhere(T nothing) {
        return new Link<>("", Link.Source.RULE, nothing);
    }
}
