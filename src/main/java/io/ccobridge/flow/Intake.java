package io.ccobridge.flow;

import io.ccobridge.changeorder.Awaited;
import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.Problem;
import io.ccobridge.changeorder.State;
import io.ccobridge.link.Links;
import io.ccobridge.queue.Arrivals;
import io.ccobridge.queue.Arrivals.Arrival;
import io.ccobridge.queue.ChangeOrderDocuments;
import io.ccobridge.queue.NumberBook;
import io.ccobridge.queue.Twins;
import io.ccobridge.queue.Waits;
import io.ccobridge.requirement.Chain;
import io.ccobridge.requirement.Requirements;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The steps that every change order goes through on its way into the queue. */
public final class Intake {

    /**
     * A change order with what was found out about it.
     *
     * @param problems every unmet requirement; empty: it can go to Spectrum
     * @param awaits what of them goes away by itself when something arrives
     */
    public record Checked(
            Candidate candidate, Chain kind, List<Problem> problems, List<Awaited> awaits) {

        public Checked {
            problems = List.copyOf(problems);
            awaits = List.copyOf(awaits);
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
        Chain kind = requirements.chainOf(candidate.changeOrder());
        Twins.Standing twins = arrivals.twins().inTheWayOf(candidate.changeOrder());
        return new Checked(
                candidate,
                kind,
                joined(requirements.check(candidate), twins.problems()),
                // nothing that arrives brings one back that is void
                kind == Chain.NOT_APPROVED
                        ? List.of()
                        : joined(requirements.awaits(candidate), twins.awaited()));
    }

    private static <T> List<T> joined(List<T> some, List<T> more) {
        List<T> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    public Checked linkAndCheck(ChangeOrder changeOrder) {
        return check(link(changeOrder));
    }

    public Kept keep(Checked checked, String document, String listDigest) {
        Arrivals.Arrived arrived =
                arrivals.arrive(
                        checked.candidate(),
                        checked.problems(),
                        checked.awaits(),
                        document,
                        listDigest);
        return new Kept(
                arrived.id(),
                arrived.arrival(),
                arrived.state(),
                checked.candidate().changeOrder(),
                checked.problems());
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

    /** Procore shows it no more. */
    public void gone(long projectId, String key) {
        arrivals.gone(projectId, key);
    }

    /**
     * Looks again at a change order after something has come or changed beside it.
     *
     * @return null when it waits as before, or does not wait
     */
    public Kept recheck(long id) {
        List<Waits.Wait> before = arrivals.waits().of(id);
        Checked checked = present(id);
        boolean movedOn =
                arrivals.again(
                        id,
                        checked.candidate(),
                        checked.problems(),
                        checked.awaits(),
                        FreedBy.causes(before, checked, links::linkedBy));
        return movedOn
                ? new Kept(
                        id,
                        Arrival.UNCHANGED,
                        State.READY_TO_EXPORT,
                        checked.candidate().changeOrder(),
                        checked.problems())
                : null;
    }
}
