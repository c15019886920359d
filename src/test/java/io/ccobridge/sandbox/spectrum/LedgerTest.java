package io.ccobridge.sandbox.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LedgerTest extends WithSandbox {

    private static BigDecimal money(String amount) {
        return new BigDecimal(amount);
    }

    @Test
    void theSameKeyIsUpdatedInPlaceAndNotAddedUp() throws Exception {
        client.change("Change_Request_Amount", "100.00");
        client.change("Change_Request_Amount", "150.5");
        assertThat(spectrum.ledger().amounts("S001-002"))
                .isEqualTo(Map.of("033000 S", money("150.50")));
        assertThat(spectrum.ledger().effects())
                .extracting(Effect::amountBefore, Effect::amountAfter)
                .containsExactly(
                        tuple(null, money("100.00")), tuple(money("100.00"), money("150.50")));
    }

    @Test
    void anotherPhaseIsAnotherLineOfTheSameChangeRequest() throws Exception {
        client.change("Change_Request_Amount", "100.00");
        client.change("CR_Phase_Code", "051200", "Change_Request_Amount", "-40.01");
        assertThat(spectrum.ledger().changeRequests()).hasSize(1);
        assertThat(spectrum.ledger().total("S001-002")).isEqualTo(money("59.99"));
        assertThat(spectrum.ledger().amounts("S001-002"))
                .containsExactly(
                        Map.entry("033000 S", money("100.00")),
                        Map.entry("051200 S", money("-40.01")));
    }

    @Test
    void anotherSubcontractIsAnotherLineAndHasItsOwnSum() throws Exception {
        spectrum.books().addSubcontract("ACME", "SC-002");
        client.change("Sub_Amount", "10.00");
        client.change("Sub_Amount", "7.00", "Subcontract_Number", "SC-002");
        assertThat(spectrum.ledger().subcontractTotal("ACME", "SC-001")).isEqualTo(money("10.00"));
        assertThat(spectrum.ledger().subcontractTotal("ACME", "SC-002")).isEqualTo(money("7.00"));
        assertThat(spectrum.ledger().vendorTotal("ACME")).isEqualTo(money("17.00"));
        assertThat(spectrum.ledger().vendorTotal("NOBODY")).isEqualTo(money("0.00"));
    }

    @Test
    void blanksMakeNoOtherKey() throws Exception {
        client.change("Sub_Bid_Group_Item_Code", " ", "Change_Request_Amount", "1.00");
        client.change("Sub_Bid_Group_Item_Code", "", "Change_Request_Amount", "2.00");
        assertThat(spectrum.ledger().total()).isEqualTo(money("2.00"));
        client.change("Change_Request_Number", "  ");
        assertThat(spectrum.ledger().audit().autoCreated()).isEqualTo(1);
    }

    @Test
    void theSameNumberOnAnotherJobIsAnotherChangeRequest() throws Exception {
        spectrum.books()
                .addJob("24-102", "Pier", "OWNER1")
                .addPhase("24-102", "033000", "S", "Concrete");
        client.change();
        client.change("Job_Number", "24-102");
        assertThat(spectrum.ledger().changeRequests()).hasSize(2);
        assertThat(spectrum.ledger().total()).isEqualTo(money("25000.00"));
    }

    @Test
    void aBlankNumberMakesAnotherChangeRequestEachTime() throws Exception {
        client.change("Change_Request_Number", "");
        client.change("Change_Request_Number", "");
        assertThat(spectrum.ledger().changeRequests())
                .extracting(c -> c.key().number())
                .containsExactly("AUTO0001", "AUTO0002");
        assertThat(spectrum.ledger().audit().autoCreated()).isEqualTo(2);
        assertThat(spectrum.ledger().total()).isEqualTo(money("25000.00"));
    }

    @Test
    void aBlankFieldLeavesWhatIsThere() throws Exception {
        client.change("Sub_Comments", "Procore 17");
        assertThat(
                        client.change(
                                        "CR_Status", "",
                                        "CR_Description", "",
                                        "Sub_Comments", "",
                                        "Sub_Status", "",
                                        "Sub_Change_Order_Number", "",
                                        "Sub_Amount", "",
                                        "Change_Request_Amount", "1.00")
                                .entries())
                .isEmpty();
        ChangeRequest changeRequest = spectrum.ledger().changeRequest("S001-002").orElseThrow();
        assertThat(changeRequest.value("CR_Status")).isEqualTo("CR");
        assertThat(changeRequest.value("CR_Description")).isEqualTo("Added footing");
        CostLine line = changeRequest.lines().get(0);
        assertThat(line.value("Sub_Comments")).isEqualTo("Procore 17");
        assertThat(line.amount()).isEqualTo(money("1.00"));
        assertThat(line.subcontractAmount()).isEqualTo(money("12500.00"));
    }

    @Test
    void whatIsBlankOnANewLineTakesItsDefault() throws Exception {
        spectrum.books().addSubcontract("ACME", "SC-009", money("80000.00"));
        client.change("Subcontract_Number", "SC-009", "Sub_Amount", "", "Origination_Date", "");
        ChangeRequest changeRequest = spectrum.ledger().changeRequest("S001-002").orElseThrow();
        assertThat(changeRequest.value("Origination_Date")).isEqualTo("11/20/2026");
        assertThat(changeRequest.lines().get(0).subcontractAmount()).isEqualTo(money("80000.00"));
    }

    @Test
    void theAuditNamesLinesThatWereToldMoreThanOneAmount() throws Exception {
        client.change("Change_Request_Amount", "100.00");
        client.change("Change_Request_Amount", "100.0");
        assertThat(spectrum.ledger().audit().clean()).isTrue();

        client.change("Change_Request_Amount", "101.00");
        client.change("CR_Phase_Code", "051200");
        assertThat(spectrum.ledger().audit().rewritten())
                .singleElement()
                .satisfies(
                        r -> {
                            assertThat(r.line().phase()).isEqualTo("033000");
                            assertThat(r.amounts())
                                    .containsExactly(money("100.00"), money("101.00"));
                        });
    }

    @Test
    void everyCallIsKeptWithWhatItCarriedAndWhatCameOfIt() throws Exception {
        client.change();
        client.change("CR_Phase_Code", "999999");
        client.getJob();
        List<ReceivedCall> calls = spectrum.ledger().calls("ARChangeRequest");
        assertThat(calls).hasSize(2);
        assertThat(calls.get(0).committed()).isTrue();
        assertThat(calls.get(0).request()).contains("<Sub_Amount>12500.00</Sub_Amount>");
        assertThat(calls.get(0).changeRequestNumber()).isEqualTo("S001-002");
        assertThat(calls.get(1).committed()).isFalse();
        assertThat(calls.get(1).entries()).extracting(Entry::column).contains("CR_Phase_Code");
        assertThat(spectrum.ledger().effects())
                .singleElement()
                .extracting(Effect::call)
                .isEqualTo(calls.get(0).number());
        assertThat(spectrum.ledger().calls()).hasSize(3);
    }

    @Test
    void callsAtTheSameTimeLoseNoCent() {
        IntStream.rangeClosed(1, 200)
                .parallel()
                .forEach(
                        i -> {
                            try {
                                client.change(
                                        "Change_Request_Number", "P" + i,
                                        "Change_Request_Amount", i + ".01");
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        });
        assertThat(spectrum.ledger().changeRequests()).hasSize(200);
        assertThat(spectrum.ledger().total()).isEqualTo(money("20102.00"));
        assertThat(spectrum.ledger().audit().clean()).isTrue();
    }
}
