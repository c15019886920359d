package io.ccobridge.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvelopesTest {

    /** facts/spectrum-api.md 8.1 */
    private static final List<String> AR_CHANGE_REQUEST =
            List.of(
                    "Authorization_ID",
                    "GUID",
                    "Company_Code",
                    "Job_Number",
                    "Customer_Code",
                    "Change_Request_Number",
                    "CR_Description",
                    "CR_Status",
                    "Cost_Reimbursable_Flag",
                    "Origination_Date",
                    "Approved_Date",
                    "Fee_Percent",
                    "Fee_Amount",
                    "CR_Phase_Code",
                    "CR_Cost_Type",
                    "Change_Request_Quantity",
                    "Change_Request_Hours",
                    "Change_Request_Amount",
                    "Subcontractor_Code",
                    "Subcontract_Number",
                    "Sub_Amount",
                    "Sub_Bid_Group_Item_Code",
                    "Sub_Bid_Item_Code",
                    "Sub_Status",
                    "Sub_Change_Order_Number",
                    "Sub_Change_Order_Date",
                    "Sub_Signed_Date",
                    "Sub_Description",
                    "Sub_Type",
                    "Sub_Proposal_Date",
                    "Sub_Sent_Date",
                    "Sub_Due_Date",
                    "Sub_Comments",
                    "Markup_Cost_Type",
                    "Markup_Percent",
                    "Markup_Amount",
                    "Pricing_Addon_Code",
                    "Pricing_Addon_MU_Percent",
                    "Pricing_Addon_MU_Amount",
                    "Pricing_Addon_Phase",
                    "Pricing_Addon_Cost_Type",
                    "CR_Billing_Group_Code",
                    "CR_Billing_Item_Code",
                    "CR_Billing_Item_Description",
                    "CR_Additional_Description",
                    "CR_Unit_Price",
                    "CR_Quantity",
                    "CR_Revenue",
                    "Proceed_Submitted_Date",
                    "Proceed_Received_Date",
                    "Rough_Estimate",
                    "Quotation_Submitted_Date",
                    "Quotation_Due_Date",
                    "Requested_Days",
                    "Approved_Days",
                    "Default_Billing_Total");

    private final Envelopes envelopes = new Envelopes(Path.of("config/spectrum"));

    @Test
    void aChangeRequestHasEveryElementInTheDocumentedOrder() {
        assertThat(envelopes.elements("ARChangeRequest")).isEqualTo(AR_CHANGE_REQUEST);
    }

    @Test
    void jobsAndPhasesAreAskedForWithTheDocumentedParameters() {
        assertThat(envelopes.elements("GetJob"))
                .containsExactly(
                        "Authorization_ID",
                        "GUID",
                        "pCompany_Code",
                        "pDivision",
                        "pStatus_Code",
                        "pProject_Manager",
                        "pSuperintendent",
                        "pEstimator",
                        "pCustomer_Code",
                        "pCost_Center",
                        "pSort_By");
        assertThat(envelopes.elements("GetPhase"))
                .containsExactly(
                        "Authorization_ID",
                        "GUID",
                        "pCompany_Code",
                        "pCost_Type",
                        "pJob_Number",
                        "pStatus_Code",
                        "pCost_Center",
                        "pSort_By");
    }

    @Test
    void valuesStandInTheirElementsAndTheRestIsEmpty() {
        String envelope =
                envelopes.render(
                        "ARChangeRequest", Map.of("Job_Number", "24-101"), "secret-id", "guid-1");

        assertThat(envelope)
                .startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
                .contains(
                        "<ARChangeRequest xmlns=\"http://www.northgate-is.com/proiv/webservices/types\">")
                .contains("<Authorization_ID>secret-id</Authorization_ID>")
                .contains("<GUID>guid-1</GUID>")
                .contains("<Job_Number>24-101</Job_Number>")
                .contains("<Sub_Comments></Sub_Comments>");
    }

    @Test
    void peopleSeeNoSecret() {
        assertThat(envelopes.masked("ARChangeRequest", Map.of(), "guid-1"))
                .contains("<Authorization_ID>***</Authorization_ID>");
    }

    @Property(tries = 300)
    void everyTextThatXmlCanCarryArrivesAsItIs(@ForAll String text) throws Exception {
        Map<String, String> values = Map.of("Sub_Comments", text);
        if (Envelopes.cannotCarry(text).isPresent()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> envelopes.render("ARChangeRequest", values, "id", "guid"))
                    .withMessageStartingWith("Sub_Comments has the character U+");
        } else {
            SoapMessage read =
                    SoapMessage.read(envelopes.render("ARChangeRequest", values, "id", "guid"));
            assertThat(read.rows().get(0).get("Sub_Comments"))
                    .isEqualTo(text.replace("\r\n", "\n").replace('\r', '\n').strip());
        }
    }

    @Test
    void aCharacterThatXmlCannotCarryIsRefusedByName() {
        assertThat(Envelopes.cannotCarry("a\tb\nc😀<&")).isEmpty();
        assertThat(Envelopes.cannotCarry("a\u0007")).contains("U+0007 (BEL)");
        assertThat(Envelopes.cannotCarry("a\ud83d")).contains("U+D83D (half a character)");
        assertThat(Envelopes.cannotCarry("a\ufffe")).contains("U+FFFE (not a character)");
    }

    @Test
    void aValueThatTheTemplateHasNoPlaceForIsNotLostInSilence(@TempDir Path folder)
            throws IOException {
        Files.writeString(
                folder.resolve("ARChangeRequest.xml.ftl"), "<a>${Authorization_ID}${GUID}</a>");

        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new Envelopes(folder)
                                        .render(
                                                "ARChangeRequest",
                                                Map.of("Sub_Amount", "1.00"),
                                                "id",
                                                "guid"))
                .withMessage("ARChangeRequest.xml.ftl has no place for Sub_Amount.");
    }

    @Test
    void aTemplateThatIsMissingOrWrongIsNamed(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("Wrong.xml.ftl"), "${Authorization_ID}${GUID}${nothing}");
        Files.writeString(folder.resolve("NoXml.xml.ftl"), "${Authorization_ID}${GUID}");
        Envelopes own = new Envelopes(folder);

        assertThatIllegalStateException()
                .isThrownBy(() -> own.render("Missing", Map.of(), "id", "guid"))
                .withMessageStartingWith("Missing.xml.ftl cannot be used");
        assertThatIllegalStateException()
                .isThrownBy(() -> own.render("Wrong", Map.of(), "id", "guid"))
                .withMessageStartingWith("Wrong.xml.ftl cannot be used");
        assertThatIllegalStateException()
                .isThrownBy(() -> own.elements("NoXml"))
                .withMessageStartingWith("NoXml.xml.ftl makes no envelope");
    }
}
