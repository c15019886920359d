package io.ccobridge.requirement;

import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.changeorder.Commitment;
import org.junit.jupiter.api.Test;

class RequirementsTest {

    private final Requirements requirements = new Requirements(RequirementSettings.DEFAULTS);
    private final Sample sample = new Sample();

    @Test
    void aChangeOrderThatMeetsEverythingHasNoProblem() {
        assertThat(requirements.check(sample.candidate())).isEmpty();
    }

    @Test
    void aDocumentThatIsNoChangeOrderAtAllHasOneProblemOfItsOwn() {
        sample.procoreId = null;
        sample.number = null;
        sample.title = null;
        sample.description = null;
        sample.status = null;
        sample.dateCreated = null;
        sample.currency = null;
        sample.commitmentId = null;
        sample.commitmentShown = false;
        sample.subcontract = null;
        sample.vendor = null;
        sample.changeRequestNumber = null;
        sample.phases.clear();
        sample.lines(null).unreadable("document", "is a list, where an object is expected");
        assertThat(sample.problems())
                .containsExactly(
                        "readable: Procore's field document is a list, where an object is expected.");
        assertThat(requirements.chainOf(sample.changeOrder())).isEqualTo(Chain.UNREADABLE);
    }

    @Test
    void aSubcontractsChangeOrderGoesToTheSubcontractChain() {
        assertThat(requirements.chainOf(sample.changeOrder())).isEqualTo(Chain.SUBCONTRACT);
    }

    @Test
    void aPurchaseOrdersChangeOrderGoesToItsOwnChainUnlessTheSiteKeepsThemAsSubcontracts() {
        sample.kind = Commitment.Kind.PURCHASE_ORDER;
        assertThat(requirements.chainOf(sample.changeOrder())).isEqualTo(Chain.PURCHASE_ORDER);
        Requirements elsewhere =
                new Requirements(new RequirementSettings(12, 30, 10, true, false, "USD", true));
        assertThat(elsewhere.chainOf(sample.changeOrder())).isEqualTo(Chain.SUBCONTRACT);
    }

    @Test
    void whatIsNotApprovedLeavesTheQueueEvenWhenTheRestCannotBeRead() {
        sample.status = "void";
        sample.unreadable("title", "is missing");
        assertThat(requirements.chainOf(sample.changeOrder())).isEqualTo(Chain.NOT_APPROVED);
    }

    @Test
    void aPlainMissingStatusIsNotApproved() {
        sample.status = null;
        assertThat(requirements.chainOf(sample.changeOrder())).isEqualTo(Chain.NOT_APPROVED);
    }

    @Test
    void anUnreadableStatusIsUnreadable() {
        sample.status = null;
        sample.unreadable("status", "is a list, where a text is expected");
        assertThat(requirements.chainOf(sample.changeOrder())).isEqualTo(Chain.UNREADABLE);
    }

    @Test
    void aCommitmentThatIsNotShownIsUnreadable() {
        sample.commitmentShown = false;
        assertThat(requirements.chainOf(sample.changeOrder())).isEqualTo(Chain.UNREADABLE);
    }

    @Test
    void aTitleThatCannotBeSentIsUnreadable() {
        sample.title = "\u0000";
        assertThat(requirements.chainOf(sample.changeOrder())).isEqualTo(Chain.UNREADABLE);
    }
}
