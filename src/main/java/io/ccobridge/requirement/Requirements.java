package io.ccobridge.requirement;

import io.ccobridge.changeorder.Awaited;
import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.Commitment;
import io.ccobridge.changeorder.Problem;
import java.util.List;

/** All requirements, in the order in which a person reads them. */
public final class Requirements {

    private final Readable readable = new Readable();
    private final boolean purchaseOrdersAsSubcontracts;
    private final List<Requirement> all;

    public Requirements(RequirementSettings settings) {
        purchaseOrdersAsSubcontracts = settings.purchaseOrdersAsSubcontracts();
        all =
                List.of(
                        readable,
                        new StatusApproved(),
                        new CommitmentKind(purchaseOrdersAsSubcontracts),
                        new NumberLength(settings.numberMaxLength()),
                        new TitleLength(settings.titleMaxLength()),
                        new DateCreated(),
                        new ProjectSynced(),
                        new VendorLinked(),
                        new CommitmentSynced(
                                settings.commitmentSynced(), settings.commitmentNumberMaxLength()),
                        new LinesPresent(),
                        new CostCodesLinked(),
                        new SingleCostType(settings.singleCostType()),
                        new Currency(settings.currency()),
                        new AmountFits(),
                        new ChangeRequestNumber());
    }

    /**
     * Everything that keeps a change order from going to Spectrum, whatever its chain: no failure
     * hides another. Empty when it can go.
     */
    public List<Problem> check(Candidate candidate) {
        return all.stream().flatMap(requirement -> requirement.check(candidate).stream()).toList();
    }

    /** What they are called, in their order. */
    public List<String> names() {
        return all.stream().map(Requirement::name).toList();
    }

    /** What it waits for: what would meet some of its requirements without a change in Procore. */
    public List<Awaited> awaits(Candidate candidate) {
        return all.stream().flatMap(requirement -> requirement.awaits(candidate).stream()).toList();
    }

    /**
     * The chain a change order belongs to. That it is not approved comes before anything else: such
     * a change order leaves the queue even when the rest of it cannot be read.
     */
    public Chain chainOf(ChangeOrder changeOrder) {
        if (changeOrder.status() != null && !changeOrder.approved()) {
            return Chain.NOT_APPROVED;
        }
        if (changeOrder.commitment() == null || !readable.check(changeOrder).isEmpty()) {
            return Chain.UNREADABLE;
        }
        if (!changeOrder.approved()) {
            return Chain.NOT_APPROVED;
        }
        return changeOrder.commitment().kind() == Commitment.Kind.PURCHASE_ORDER
                        && !purchaseOrdersAsSubcontracts
                ? Chain.PURCHASE_ORDER
                : Chain.SUBCONTRACT;
    }
}
