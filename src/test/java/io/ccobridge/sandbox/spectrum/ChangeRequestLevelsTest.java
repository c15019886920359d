package io.ccobridge.sandbox.spectrum;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeRequestLevelsTest extends WithSandbox {

    @Test
    void aGoodCallIsAnsweredWithoutAnyEntry() throws Exception {
        Client.Response response = client.change();
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.xml().getDocumentElement().getLocalName()).isEqualTo("Envelope");
        assertThat(
                        response.xml()
                                .getElementsByTagNameNS(SoapCall.TYPES, "ARChangeRequestResponse")
                                .getLength())
                .isEqualTo(1);
        assertThat(response.entries()).isEmpty();
    }

    @Test
    void aGoodCallMayBeAnsweredWithAnEntryThatNamesTheChangeRequest() throws Exception {
        spectrum.variants().goodEntry(true);
        Client.Response response = client.change();
        assertThat(response.entries()).containsExactly("G Change_Request_Number");
        assertThat(response.texts("desc")).containsExactly("S001-002");
    }

    @Test
    void anElementThatIsNotThereIsMissingEvenWhenItMayBeBlank() throws Exception {
        Map<String, String> values = Client.good();
        values.remove("Default_Billing_Total");
        values.remove("Sub_Type");
        assertThat(client.send("ARChangeRequest", values).entries())
                .containsExactly("M Sub_Type", "M Default_Billing_Total");
        assertThat(spectrum.ledger().changeRequests()).isEmpty();
    }

    @Test
    void anUnknownElementIsRefusedByName() throws Exception {
        assertThat(client.change("Memo", "x").entries()).containsExactly("I Memo");
    }

    @Test
    void elementsOutOfOrderAreRefusedAtTheFirstThatIsMisplaced() throws Exception {
        List<String> names = new ArrayList<>(Layout.AR_CHANGE_REQUEST.names());
        Collections.swap(names, names.indexOf("CR_Status"), names.indexOf("CR_Description"));
        Map<String, String> values = new LinkedHashMap<>();
        names.forEach(name -> values.put(name, Client.good().get(name)));
        assertThat(client.send("ARChangeRequest", values).entries()).containsExactly("I CR_Status");
    }

    @Test
    void anElementThatComesTwiceIsRefused() throws Exception {
        String envelope =
                Client.envelope("ARChangeRequest", Client.good())
                        .replace("<Sub_Type></Sub_Type>", "<Sub_Type/><Sub_Type/>");
        assertThat(client.post("ARChangeRequest", envelope).entries())
                .containsExactly("I Sub_Type");
    }

    @Test
    void aWrongAuthorizationIdAbortsWhateverElseIsWrong() throws Exception {
        assertThat(client.change("Authorization_ID", "OTHER", "Job_Number", "").entries())
                .containsExactly("A Authorization_ID");
    }

    @Test
    void levelsAreReportedOneAtATimeAndEachInFull() throws Exception {
        String[] all = {
            "Job_Number", "", "Change_Request_Hours", "",
            "CR_Description", "x".repeat(251), "Sub_Sent_Date", "02/30/2026",
            "CR_Phase_Code", "999999", "CR_Status", "ZZ"
        };
        assertThat(client.change(all).entries())
                .containsExactly("M Job_Number", "M Change_Request_Hours");

        all[1] = "24-101";
        all[3] = "0";
        assertThat(client.change(all).entries())
                .containsExactly("I CR_Description", "I Sub_Sent_Date");

        all[5] = "";
        all[7] = "";
        assertThat(client.change(all).entries()).containsExactly("I CR_Status", "I CR_Phase_Code");
        assertThat(spectrum.ledger().effects()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Authorization_ID",
        "Company_Code",
        "Job_Number",
        "Customer_Code",
        "Change_Request_Hours",
        "Change_Request_Amount",
        "Subcontractor_Code"
    })
    void whatTheLayoutRequiresIsMissingWhenItIsBlank(String element) throws Exception {
        assertThat(client.change(element, " ").entries()).containsExactly("M " + element);
    }

    @ParameterizedTest
    @CsvSource({
        "Change_Request_Amount, 12500.005",
        "Change_Request_Amount, 12345678901.00",
        "Change_Request_Amount, +1.00",
        "Change_Request_Amount, 1e3",
        "Change_Request_Amount, '1,000.00'",
        "Change_Request_Amount, .50",
        "Change_Request_Amount, 1.",
        "Sub_Amount, twelve",
        "Markup_Percent, -1.00",
        "Requested_Days, 1.5",
        "Cost_Reimbursable_Flag, X",
        "Origination_Date, 2026-11-20",
        "Origination_Date, 1/2/2026",
        "Origination_Date, 02/29/2026",
        "Change_Request_Number, S001-0002",
        "Sub_Change_Order_Number, 123456789",
        "Sub_Description, 1234567890123456789012345678901",
        "Company_Code, ABCD",
    })
    void aValueThatDoesNotFitItsFormatIsInvalid(String element, String value) throws Exception {
        assertThat(client.change(element, value).entries()).containsExactly("I " + element);
    }

    @ParameterizedTest
    @CsvSource({
        "Change_Request_Amount, -9999999999.99",
        "Change_Request_Amount, 0.00",
        "Change_Request_Hours, -10.25",
        "Sub_Sent_Date, 02/29/2028",
        "Sub_Description, 'Änderung 😀 3456789012345678ab'",
        "Sub_Comments, 'R&D'",
    })
    void aValueAtTheEdgeOfItsFormatIsGood(String element, String value) throws Exception {
        assertThat(client.change(element, value).entries()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Company_Code, XYZ",
        "Job_Number, 24-999",
        "Customer_Code, OWNER2",
        "CR_Status, ZZ",
        "CR_Phase_Code, 03-3000",
        "CR_Phase_Code, 999999",
        "CR_Cost_Type, L",
        "Subcontractor_Code, NOBODY",
        "Subcontract_Number, SC-999",
        "Sub_Bid_Item_Code, 7",
        "Sub_Status, X",
        "Approved_Date, 11/20/2026",
        "Sub_Change_Order_Date, 11/20/2021",
    })
    void whatSpectrumDoesNotKnowIsInvalid(String element, String value) throws Exception {
        assertThat(client.change(element, value).entries()).contains("I " + element);
        assertThat(spectrum.ledger().effects()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "CR_Status",
        "CR_Phase_Code",
        "CR_Cost_Type",
        "Subcontract_Number",
        "Sub_Status",
        "Sub_Change_Order_Number",
    })
    void whatANewSubcontractLineNeedsIsMissing(String element) throws Exception {
        assertThat(client.change(element, "").entries()).containsExactly("M " + element);
    }

    @Test
    void aJobWithoutContractCustomerTakesNoChangeRequest() throws Exception {
        spectrum.books().setCustomer("24-101", null);
        assertThat(client.change().entries()).containsExactly("I Customer_Code");
    }

    @Test
    void aCompleteJobIsRefused() throws Exception {
        spectrum.books().completeJob("24-101");
        assertThat(client.change().entries()).containsExactly("I Job_Number");
    }

    @Test
    void aCompletePhaseIsRefusedAndAnInactiveOneIsNot() throws Exception {
        spectrum.books().completePhase("24-101", "033000", "S");
        assertThat(client.change().entries()).containsExactly("I CR_Phase_Code");
        spectrum.books().setPhaseStatus("24-101", "033000", "S", "I");
        assertThat(client.change().entries()).isEmpty();
    }

    @Test
    void anInactiveVendorIsRefused() throws Exception {
        spectrum.books().deactivateVendor("ACME");
        assertThat(client.change().entries()).containsExactly("I Subcontractor_Code");
    }

    @Test
    void aSubcontractIsKnownByVendorAndNumber() throws Exception {
        spectrum.books().addVendor("OTHER", "Other Concrete");
        assertThat(client.change("Subcontractor_Code", "OTHER").entries())
                .containsExactly("I Subcontract_Number");
    }

    @Test
    void aBillingItemOfTheSubcontractIsGood() throws Exception {
        spectrum.books().addBidItem("ACME", "SC-001", "7");
        assertThat(client.change("Sub_Bid_Item_Code", "7").entries()).isEmpty();
    }

    @Test
    void aClosedDateIsRefusedUntilAnotherDayIsGiven() throws Exception {
        spectrum.books().closeDatesBefore(LocalDate.of(2026, 12, 1));
        assertThat(client.change().entries()).containsExactly("I Sub_Change_Order_Date");
        assertThat(client.change("Sub_Change_Order_Date", "").entries())
                .as("blank stands for the origination date")
                .containsExactly("I Sub_Change_Order_Date");
        assertThat(client.change("Sub_Change_Order_Date", "12/01/2026").entries()).isEmpty();
    }

    @Test
    void anApprovedDateMustBeOpenInPayables() throws Exception {
        spectrum.books().openPayableDates(LocalDate.of(2026, 12, 1), LocalDate.of(2026, 12, 31));
        String[] approved = {
            "CR_Status", "AP", "Cost_Reimbursable_Flag", "Y", "Approved_Date", "11/20/2026"
        };
        assertThat(client.change(approved).entries()).containsExactly("I Approved_Date");
        approved[5] = "12/31/2026";
        assertThat(client.change(approved).entries()).isEmpty();
    }

    @Test
    void anApprovedStatusCannotBeNonReimbursable() throws Exception {
        assertThat(client.change("CR_Status", "AP").entries())
                .containsExactly("I Cost_Reimbursable_Flag");
    }

    @Test
    void aSignedDateIsOnlyForExecutedOnes() throws Exception {
        assertThat(client.change("Sub_Status", "P", "Sub_Signed_Date", "11/20/2026").entries())
                .containsExactly("I Sub_Signed_Date");
        assertThat(client.change("Sub_Status", "P", "Sub_Change_Order_Number", "").entries())
                .isEmpty();
    }

    @Test
    void aSitesOwnLayoutTakesThePlaceOfTheDocumentedOne() throws Exception {
        spectrum.layouts().replace(Layout.AR_CHANGE_REQUEST.without("Sub_Type"));
        assertThat(client.change().entries()).containsExactly("I Sub_Type");
    }
}
