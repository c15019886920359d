package io.ccobridge.flow;

import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.Problem;
import io.ccobridge.changeorder.State;
import io.ccobridge.link.Links;
import io.ccobridge.queue.Arrivals;
import io.ccobridge.queue.Arrivals.Arrival;
import io.ccobridge.queue.ChangeOrderDocuments;
import io.ccobridge.queue.NumberBook;
import io.ccobridge.requirement.Chain;
import io.ccobridge.requirement.Requirements;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The steps that every change order goes through on its way into the queue. */
public final class Intake {

    /**
     * A change order with what was found out about it.
     *
     * @param problems every unmet requirement; empty: it can go to Spectrum
     */
    public record Checked(Candidate candidate, Chain kind, List<Problem> problems) {

        public Checked {
            problems = List.copyOf(problems);
        }
    }

    private final Links links;
    private final NumberBook numbers;
    private final Requirements requirements;
    private final Arrivals arrivals;
    private final ChangeOrderDocuments documents;
    private final Assembler assembler;

    /** What became of a change order; as text, a line for the log. */
    public record Kept(
            long id,
            Arrival arrival,
            State state,
            ChangeOrder changeOrder,
            List<Problem> problems) {

        @Override
        public String toString() {
            return "Change order "
                    + id
                    + " (Procore "
                    + changeOrder.key()
                    + ", project "
                    + changeOrder.project().name()
                    + ") "
                    + arrival.name().toLowerCase(Locale.ROOT)
                    + ": "
                    + state
                    + problems.stream()
                            .map(Problem::requirement)
                            .distinct()
                            .collect(Collectors.joining(", ", " (", ")"))
                            .replace(" ()", "");
        }
    }

    /**
     * Makes a change order of a stored document again, with the commitment and vendor known now.
     */
    @FunctionalInterface
    public interface Assembler {
        ChangeOrder assemble(String document, long projectId);
    }

    public Intake(
            Links links,
            NumberBook numbers,
            Requirements requirements,
            Arrivals arrivals,
            ChangeOrderDocuments documents,
            Assembler assembler) {
        this.links = links;
        this.numbers = numbers;
        this.requirements = requirements;
        this.arrivals = arrivals;
        this.documents = documents;
        this.assembler = assembler;
    }

    /** Looks up where it leads to in Spectrum. */
    public Candidate link(ChangeOrder changeOrder) {
        return numbers.propose(links.resolve(changeOrder));
    }

    public Checked check(Candidate candidate) {
        return new Checked(
                candidate,
                requirements.chainOf(candidate.changeOrder()),
                requirements.check(candidate));
    }

    public Checked linkAndCheck(ChangeOrder changeOrder) {
        return check(link(changeOrder));
    }

    public Kept keep(Checked checked, String document, String listDigest) {
        Arrivals.Arrived arrived =
                arrivals.arrive(checked.candidate(), checked.problems(), document, listDigest);
        return new Kept(
                arrived.id(),
                arrived.arrival(),
                arrived.state(),
                checked.candidate().changeOrder(),
                checked.problems());
    }

    /** Those that wait for a cause to go away. */
    public List<Long> waiting() {
        return arrivals.waiting();
    }

    /** A change order as a stored document is read now. */
    public ChangeOrder assemble(ChangeOrderDocuments.Stored document) {
        return assembler.assemble(document.body(), document.projectId());
    }

    /** A change order as Procore last sent it, with the links of now. */
    public Checked present(long id) {
        ChangeOrderDocuments.Stored stored = documents.present(id);
        return linkAndCheck(assembler.assemble(stored.body(), stored.projectId()));
    }

    /** A change order as it was sent to accounting, with the links of now. */
    public Checked sent(long id) {
        ChangeOrderDocuments.Stored stored = documents.sent(id);
        return linkAndCheck(assembler.assemble(stored.body(), stored.projectId()));
    }

    /** Whether it leads elsewhere in Spectrum than was shown; from now on that is what is shown. */
    public boolean redirected(long id, Checked checked) {
        return arrivals.redirect(id, checked.candidate());
    }

    /**
     * Checks one that waits again.
     *
     * @return null when it still waits
     */
    public Kept recheck(long id) {
        Checked checked = present(id);
        return arrivals.recheck(id, checked.candidate(), checked.problems())
                ? new Kept(
                        id,
                        Arrival.UNCHANGED,
                        State.READY_TO_EXPORT,
                        checked.candidate().changeOrder(),
                        checked.problems())
                : null;
    }
}
