package io.ccobridge.requirement;

import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.changeorder.Commitment;
import io.ccobridge.changeorder.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderRequirementsTest {

    private final Sample sample = new Sample();

    @Test
    void aFieldThatCannotBeReadIsNamedWithWhatIsWrong() {
        sample.title = null;
        sample.unreadable("title", "is a list, where a text is expected");
        assertThat(sample.problems())
                .containsExactly(
                        "readable: Procore's field title is a list, where a text is expected.");
    }

    @Test
    void aDocumentWithoutAnIdIsNotReadable() {
        sample.procoreId = null;
        assertThat(sample.problems())
                .containsExactly("readable: Procore gave no id for this change order.");
    }

    @Test
    void characterThatXmlCannotCarryIsToldByNameAndField() {
        sample.title = "Added\u0007 foot\uD83Ding\u0007";
        sample.description = "\uFFFE\uFFFF";
        assertThat(sample.problems())
                .containsExactly(
                        "readable: Procore's field title holds U+0007 and U+D83D, which cannot be"
                                + " sent to Spectrum.",
                        "readable: Procore's field description holds U+FFFE and U+FFFF, which cannot"
                                + " be sent to Spectrum.");
    }

    @Test
    void everyTextThatGoesToSpectrumIsLookedThrough() {
        sample.number = "0\u00002";
        sample.commitmentNumber = "SC\u001B1";
        sample.lines("1.00", Sample.line("03-300.S", "1.00"), Sample.line("03\u0001.S", "0.00"));
        assertThat(sample.problems())
                .filteredOn(problem -> problem.startsWith("readable"))
                .containsExactly(
                        "readable: Procore's field number holds U+0000, which cannot be sent to"
                                + " Spectrum.",
                        "readable: Procore's field commitment.number holds U+001B, which cannot be"
                                + " sent to Spectrum.",
                        "readable: Procore's field lines[1].wbs_code holds U+0001, which cannot be"
                                + " sent to Spectrum.");
    }

    @Test
    void lineBreaksMarkupAndEmojiAreSendable() {
        sample.title = "Footing <4> & \uD83D\uDEA7";
        sample.description = "first\r\n\tsecond";
        assertThat(sample.problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"approved", "Approved", "APPROVED"})
    void approvedInAnyLetterCaseIsApproved(String status) {
        sample.status = status;
        assertThat(sample.problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"void", "draft", "not_approved", "rejected"})
    void anyOtherStatusIsNotApproved(String status) {
        sample.status = status;
        assertThat(sample.check(RequirementSettings.DEFAULTS))
                .containsExactly(
                        new Problem(
                                "status-approved",
                                "The change order is \"" + status + "\" in Procore, not approved.",
                                "Set its status to Approved in Procore if it is to go to"
                                        + " Spectrum."));
    }

    @Test
    void noStatusIsNotApproved() {
        sample.status = null;
        assertThat(sample.problems())
                .containsExactly("status-approved: The change order has no status.");
    }

    @Test
    void aPurchaseOrderIsRefusedAlongWithEverythingElseThatIsWrong() {
        sample.kind = Commitment.Kind.PURCHASE_ORDER;
        sample.commitmentNumber = "PO-014";
        sample.title = null;
        assertThat(sample.problems())
                .containsExactly(
                        "commitment-kind: Commitment PO-014 is a purchase order; Spectrum has change"
                                + " orders for subcontracts only.",
                        "title-length: The change order has no title.");
    }

    @Test
    void aPurchaseOrderGoesWhereTheSiteKeepsThemAsSubcontracts() {
        sample.kind = Commitment.Kind.PURCHASE_ORDER;
        assertThat(sample.problems(new RequirementSettings(12, 30, 10, true, false, "USD", true)))
                .isEmpty();
    }

    @Test
    void aCommitmentThatProcoreDoesNotShowIsToldOnce() {
        sample.commitmentShown = false;
        sample.vendor = null;
        sample.subcontract = null;
        sample.changeRequestNumber = null;
        assertThat(sample.problems())
                .containsExactly(
                        "commitment-kind: Procore does not show the commitment of this change order"
                                + " (id 55).");
    }

    @Test
    void aChangeOrderWithoutCommitmentIsRefused() {
        sample.commitmentShown = false;
        sample.commitmentId = null;
        assertThat(sample.problems())
                .containsExactly("commitment-kind: The change order belongs to no commitment.");
    }

    @Test
    void aNumberMayHaveTwelveCharactersAndNoMore() {
        sample.number = "PCCO-0000012";
        assertThat(sample.problems()).isEmpty();
        sample.number = "PCCO-00000123";
        assertThat(sample.problems())
                .containsExactly(
                        "number-length: The number \"PCCO-00000123\" has 13 characters; at most 12"
                                + " are allowed.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   "})
    void aBlankNumberIsNoNumber(String number) {
        sample.number = number;
        assertThat(sample.problems())
                .containsExactly("number-length: The change order has no number.");
    }

    @Test
    void aTitleMayHaveThirtyCharactersAndNoMore() {
        sample.title = "x".repeat(30);
        assertThat(sample.problems()).isEmpty();
        sample.title = "x".repeat(31);
        assertThat(sample.check(RequirementSettings.DEFAULTS))
                .containsExactly(
                        new Problem(
                                "title-length",
                                "The title \""
                                        + "x".repeat(31)
                                        + "\" has 31 characters; at most 30 are allowed.",
                                "Shorten the title in Procore to at most 30 characters; what is left"
                                        + " out can go into the description."));
    }

    @Test
    void anEmojiIsOneCharacterAndAnAccentComposedIsNone() {
        sample.title = "\uD83D\uDEA7".repeat(30);
        assertThat(sample.problems()).isEmpty();
        sample.title = "e\u0301".repeat(30);
        assertThat(sample.problems()).isEmpty();
        sample.title = "e\u0301".repeat(31);
        assertThat(sample.problems())
                .singleElement()
                .asString()
                .contains("has 31 characters; at most 30");
    }

    @Test
    void limitsOfNumberAndTitleAreTheSites() {
        sample.number = "0002";
        sample.title = "Added";
        assertThat(sample.problems(new RequirementSettings(3, 4, 10, true, false, "USD", false)))
                .containsExactly(
                        "number-length: The number \"0002\" has 4 characters; at most 3 are allowed.",
                        "title-length: The title \"Added\" has 5 characters; at most 4 are"
                                + " allowed.");
    }

    @Test
    void withoutDateCreatedThereIsNoCommitmentDate() {
        sample.dateCreated = null;
        assertThat(sample.problems())
                .containsExactly(
                        "date-created: The change order has no date created, which becomes the"
                                + " commitment date in Spectrum.");
    }

    @Test
    void whatReadableToldIsNotToldAgain() {
        sample.number = null;
        sample.title = null;
        sample.status = null;
        sample.dateCreated = null;
        sample.total = null;
        sample.commitmentShown = false;
        sample.commitmentId = null;
        sample.lines = List.of(Sample.line(null, null));
        for (String field :
                new String[] {
                    "number", "title", "status", "created_at", "grand_total", "contract_id"
                }) {
            sample.unreadable(field, "is missing");
        }
        sample.unreadable("lines[0].wbs_code.flat_code", "is a list, where a text is expected");
        sample.unreadable("lines[0].amount", "is empty");
        assertThat(sample.problems())
                .hasSize(8)
                .allMatch(problem -> problem.startsWith("readable"));
    }
}
