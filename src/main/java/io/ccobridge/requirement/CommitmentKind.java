package io.ccobridge.requirement;

import io.ccobridge.changeorder.Awaited;
import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.Commitment;
import java.util.List;

/**
 * The commitment is one that Spectrum has change orders for. Spectrum's purchase order services
 * know none (facts/procore-api.md 2.8).
 */
record CommitmentKind(boolean purchaseOrdersAsSubcontracts) implements Finding.Finder {

    @Override
    public String name() {
        return "commitment-kind";
    }

    @Override
    public List<Finding> find(Candidate candidate) {
        ChangeOrder changeOrder = candidate.changeOrder();
        Commitment commitment = changeOrder.commitment();
        if (commitment == null) {
            return unknown(changeOrder);
        }
        if (commitment.kind() == null) {
            return Told.about(changeOrder, "commitment")
                    ? List.of()
                    : List.of(
                            helpedInProcoreAlone(
                                    Names.of(commitment)
                                            + " is neither a subcontract nor a purchase order.",
                                    "Move the change order to a subcontract in Procore."));
        }
        if (commitment.kind() == Commitment.Kind.SUBCONTRACT || purchaseOrdersAsSubcontracts) {
            return List.of();
        }
        return List.of(
                helpedInProcoreAlone(
                        Names.of(commitment)
                                + " is a purchase order; Spectrum has change orders for subcontracts"
                                + " only.",
                        "Enter the change in Spectrum by hand. A site that keeps its purchase orders"
                                + " as subcontracts in Spectrum sets"
                                + " links.purchase-orders-as-subcontracts."));
    }

    private List<Finding> unknown(ChangeOrder changeOrder) {
        if (Told.about(changeOrder, "contract_id") || Told.about(changeOrder, "commitment")) {
            return List.of();
        }
        return changeOrder.commitmentId() == null
                ? List.of(
                        helpedInProcoreAlone(
                                "The change order belongs to no commitment.",
                                "Choose its commitment in Procore."))
                : List.of(
                        awaited(
                                Awaited.Kind.COMMITMENT,
                                Awaited.Lack.NOT_SHOWN,
                                changeOrder.commitmentId(),
                                null,
                                "Commitment " + changeOrder.commitmentId(),
                                "Procore does not show the commitment of this change order (id "
                                        + changeOrder.commitmentId()
                                        + ").",
                                "Give the bridge's service account access to the project's"
                                        + " Commitments tool in Procore, or restore the commitment if"
                                        + " it was deleted."));
    }
}
