package io.ccobridge.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ccobridge.changeorder.Job;
import io.ccobridge.changeorder.Phase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferenceReaderTest {

    private final ReferenceReader reader =
            new ReferenceReader(Examples.SETTINGS, new Envelopes(Path.of("config/spectrum")));

    @Test
    void jobsComeWithTheirCustomer() {
        assertThat(reader.jobs(200, jobs(job("24-101", "OWNER1", "A"), job("24-102", "", "I"))))
                .isEqualTo(
                        new Listing<>(
                                List.of(
                                        new Job("24-101", "Tower", "OWNER1", "A"),
                                        new Job("24-102", "Tower", null, "I")),
                                true));
    }

    @Test
    void phasesAreReadWithoutDashes() {
        assertThat(
                        reader.phases(
                                "24-101",
                                200,
                                answer(
                                        "GetPhase",
                                        phase("24-101", "03-300", "S"),
                                        phase("24-101", "033000", "M"))))
                .isEqualTo(
                        new Listing<>(
                                List.of(
                                        new Phase("03300", "S", "Footings", "A"),
                                        new Phase("033000", "M", "Footings", "A")),
                                true));
    }

    @Test
    void anAnswerThatSpectrumCappedIsNotWhole() {
        Listing<Job> capped =
                reader.jobs(
                        200,
                        jobs(
                                job("24-101", "OWNER1", "A"),
                                "<response><Error_Code>W</Error_Code><Error_Description>500 rows"
                                        + " only</Error_Description></response>"));

        assertThat(capped.rows()).hasSize(1);
        assertThat(capped.whole()).isFalse();
    }

    @Test
    void aRowThatDoesNotFitOrIsAnotherCompanysMakesTheListIncomplete() {
        assertThat(reader.jobs(200, jobs(job("12345678901", "", "A"))))
                .isEqualTo(new Listing<>(List.of(), false));
        assertThat(
                        reader.jobs(
                                200,
                                jobs(
                                        "<r><Company_Code>XYZ</Company_Code><Job_Number>1</Job_Number></r>")))
                .isEqualTo(new Listing<>(List.of(), false));
        assertThat(reader.phases("24-101", 200, answer("GetPhase", phase("9", "033000", "S"))))
                .isEqualTo(new Listing<>(List.of(), false));
        for (String unfit :
                List.of(
                        phase("24-101", "033000", ""),
                        phase("24-101", "033000", "LONG"),
                        phase("24-101", "-", "S"),
                        phase("24-101", "123456789012345678901", "S"))) {
            assertThat(reader.phases("24-101", 200, answer("GetPhase", unfit)))
                    .isEqualTo(new Listing<>(List.of(), false));
        }
        assertThat(reader.jobs(200, jobs(job("1", "12345678901", "A"))).whole()).isFalse();
    }

    @Test
    void aRowWithoutCompanyIsTakenForOurs() {
        assertThat(reader.jobs(200, jobs("<r><Job_Number>1</Job_Number></r>")).rows())
                .extracting(Job::number)
                .containsExactly("1");
    }

    @Test
    void aJobWithoutStatusIsActive() {
        assertThat(reader.jobs(200, jobs(job("1", "", ""))).rows())
                .extracting(Job::status)
                .containsExactly("A");
    }

    @Test
    void anAnswerThatIsCutOffIsNoList() {
        String whole = jobs(job("24-101", "OWNER1", "A"));

        assertThatThrownBy(() -> reader.jobs(200, whole.substring(0, whole.length() - 20)))
                .isInstanceOfSatisfying(
                        NotListed.class,
                        e -> {
                            assertThat(e.isRepeatable()).isTrue();
                            assertThat(e.isAboutThisOnly()).isTrue();
                        });
    }

    @Test
    void aRefusalIsNoList() {
        assertThatThrownBy(() -> reader.jobs(401, null))
                .isInstanceOfSatisfying(
                        NotListed.class,
                        e -> {
                            assertThat(e.isRepeatable()).isFalse();
                            assertThat(e.isAboutThisOnly()).isFalse();
                        });
        assertThatThrownBy(
                        () ->
                                reader.phases(
                                        "1",
                                        200,
                                        answer(
                                                "GetPhase",
                                                "<response><Error_Code>I</Error_Code>"
                                                        + "<Error_Description>No such job"
                                                        + "</Error_Description></response>")))
                .isInstanceOfSatisfying(
                        NotListed.class,
                        e -> {
                            assertThat(e.isRepeatable()).isFalse();
                            assertThat(e.isAboutThisOnly()).isTrue();
                        })
                .hasMessage("No such job");
    }

    @Test
    void jobsAndPhasesAreAskedForByCompany() throws SoapMessage.Unreadable {
        SoapMessage.Row jobs = SoapMessage.read(reader.askForJobs()).rows().get(0);
        SoapMessage.Row phases = SoapMessage.read(reader.askForPhases("24-101", "S")).rows().get(0);

        assertThat(jobs.get("pCompany_Code")).isEqualTo("ABC");
        assertThat(jobs.get("Authorization_ID")).isEqualTo("secret-id");
        assertThat(jobs.get("GUID")).hasSize(36);
        assertThat(phases.get("pJob_Number")).isEqualTo("24-101");
        assertThat(phases.get("pCost_Type")).isEqualTo("S");
    }

    static String jobs(String... rows) {
        return answer("GetJob", rows);
    }

    static String answer(String method, String... rows) {
        return "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body><n:"
                + method
                + "Response xmlns:n=\"urn:n\"><returnArray><returnData><"
                + method
                + ">"
                + String.join("", rows)
                + "</"
                + method
                + "></returnData></returnArray></n:"
                + method
                + "Response></e:Body></e:Envelope>";
    }

    static String job(String number, String customer, String status) {
        return ("<response><Company_Code>ABC</Company_Code><Job_Number>%s</Job_Number>"
                        + "<Job_Description>Tower</Job_Description><Customer_Code>%s</Customer_Code>"
                        + "<Status_Code>%s</Status_Code><Error_Code/><Error_Description/>"
                        + "<Error_Column/></response>")
                .formatted(number, customer, status);
    }

    static String phase(String job, String code, String costType) {
        return ("<response><Company_Code>ABC</Company_Code><Job_Number>%s</Job_Number>"
                        + "<Phase_Code>%s</Phase_Code><Cost_Type>%s</Cost_Type>"
                        + "<Description>Footings</Description><Status_Code>A</Status_Code>"
                        + "<Error_Code/><Error_Description/><Error_Column/></response>")
                .formatted(job, code, costType);
    }
}
