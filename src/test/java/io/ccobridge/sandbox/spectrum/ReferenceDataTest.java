package io.ccobridge.sandbox.spectrum;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.NodeList;

/** GetJob, GetPhase, vendors and the WSDLs. */
class ReferenceDataTest extends WithSandbox {

    @Test
    void jobsComeWithTheirCustomer() throws Exception {
        Client.Response response = client.getJob();
        assertThat(response.texts("Job_Number")).containsExactly("24-101");
        assertThat(response.texts("Job_Description")).containsExactly("Harbor Tower");
        assertThat(response.texts("Customer_Code")).containsExactly("OWNER1");
        assertThat(response.texts("Error_Code")).containsExactly("");
        assertThat(
                        response.xml()
                                .getElementsByTagName("getJob")
                                .item(0)
                                .getParentNode()
                                .getNodeName())
                .isEqualTo("returnData");
    }

    @Test
    void aBlankStatusIsActiveAndInactiveOnly() throws Exception {
        spectrum.books()
                .addJob("B", "Inactive", null)
                .setJobStatus("B", "I")
                .addJob("C", "Complete", "OWNER1")
                .completeJob("C");
        assertThat(client.getJob().texts("Job_Number")).containsExactly("24-101", "B");
        assertThat(client.getJob("pStatus_Code", "C").texts("Job_Number")).containsExactly("C");
        assertThat(client.getJob("pStatus_Code", "A").texts("Job_Number"))
                .containsExactly("24-101");
        assertThat(client.getJob("pStatus_Code", "X").texts("Error_Code")).containsExactly("I");
    }

    @Test
    void aFilterThatNoJobMeetsFindsNothing() throws Exception {
        assertThat(client.getJob("pCustomer_Code", "OWNER2").texts("Job_Number")).isEmpty();
        assertThat(client.getJob("pDivision", "WEST").texts("Job_Number")).isEmpty();
        assertThat(client.getJob("pCustomer_Code", "OWNER1").texts("Job_Number")).hasSize(1);
    }

    @Test
    void phasesComePerJobAndCostType() throws Exception {
        spectrum.books()
                .addPhase("24-101", "033000", "L", "Concrete labor")
                .completePhase("24-101", "051200", "S")
                .addJob("24-102", "Pier", "OWNER1")
                .addPhase("24-102", "033000", "S", "Concrete");
        Client.Response response = client.getPhase("pJob_Number", "24-101");
        assertThat(response.texts("Phase_Code")).containsExactly("033000", "033000");
        assertThat(response.texts("Cost_Type")).containsExactly("L", "S");
        assertThat(client.getPhase().texts("Job_Number"))
                .containsExactly("24-101", "24-101", "24-102");
        assertThat(client.getPhase("pStatus_Code", "C").texts("Phase_Code"))
                .containsExactly("051200");
        assertThat(client.getPhase("pJob_Number", "NONE").texts("Error_Column"))
                .containsExactly("pJob_Number");
    }

    @Test
    void rowsBeyondTheCapAreLeftOutWithAWarning() throws Exception {
        spectrum.variants().rowCap(1);
        Client.Response response = client.getPhase();
        assertThat(response.texts("Phase_Code")).containsExactly("033000", "");
        assertThat(response.texts("Error_Code")).containsExactly("", "W");
    }

    @Test
    void aGetServiceThatIsNotAuthorisedAnswersWithAnErrorRow() throws Exception {
        assertThat(client.getJob("Authorization_ID", "OTHER").texts("Error_Code"))
                .containsExactly("E");
        assertThat(client.getJob("pCompany_Code", "XYZ").texts("Error_Column"))
                .containsExactly("pCompany_Code");
        assertThat(client.getJob("pCompany_Code", "").texts("Error_Code")).containsExactly("M");
    }

    @Test
    void onlyActiveVendorsAreListedInPages() throws Exception {
        for (int i = 0; i < 30; i++) {
            spectrum.books().addVendor("V%02d".formatted(i), "Vendor " + i);
        }
        spectrum.books().deactivateVendor("V00");
        assertThat(codes(Json.read(client.vendors("").body())))
                .hasSize(25)
                .startsWith("ACME", "V01");
        assertThat(codes(Json.read(client.vendors("?$skip=25").body()))).hasSize(5).endsWith("V29");
        assertThat(codes(Json.read(client.vendors("?$limit=500&$skip=30").body()))).isEmpty();
        assertThat(codes(Json.read(client.vendors("?pName=acme").body()))).containsExactly("ACME");
    }

    @Test
    void thePageSizeIs1To500() throws Exception {
        assertThat(client.vendors("?$limit=0").status()).isEqualTo(400);
        assertThat(client.vendors("?$limit=501").status()).isEqualTo(400);
        assertThat(client.vendors("?$skip=-1").status()).isEqualTo(400);
        assertThat(client.vendors("?page=2").status()).isEqualTo(400);
        assertThat(client.vendors("?$limit=500").status()).isEqualTo(200);
    }

    @Test
    void theListOfVendorsMayBeWrapped() throws Exception {
        spectrum.variants().vendorsWrapper("data");
        JsonNode vendors = Json.read(client.vendors("").body());
        assertThat(codes(vendors.get("data"))).containsExactly("ACME");
        assertThat(vendors.get("data").get(0).get("Name").asText()).isEqualTo("Acme Concrete");
    }

    @Test
    void vendorsWantBasicWithCompanyAndAuthorizationId() throws Exception {
        assertThat(client.execute(client.request("GET", "/vendors/ABC").build()).status())
                .isEqualTo(401);
        assertThat(
                        client.execute(
                                        client.request("GET", "/vendors/ABC")
                                                .addHeader(
                                                        "Authorization",
                                                        Client.basic("ABC", "OTHER"))
                                                .build())
                                .status())
                .isEqualTo(401);
        assertThat(
                        client.execute(
                                        client.request("GET", "/vendors/XYZ")
                                                .addHeader(
                                                        "Authorization",
                                                        Client.basic("ABC", "SANDBOX-AUTH"))
                                                .build())
                                .status())
                .isEqualTo(404);
    }

    @Test
    void theWsdlListsEveryElementInOrder() throws Exception {
        assertThat(wsdlElements("ARChangeRequest")).isEqualTo(Layout.AR_CHANGE_REQUEST.names());
        assertThat(wsdlElements("GetJob")).isEqualTo(Layout.GET_JOB.names());
        assertThat(wsdlElements("GetPhase")).isEqualTo(Layout.GET_PHASE.names());
        assertThat(client.execute(client.request("GET", "/wsdls/Nothing.jws").build()).status())
                .isEqualTo(404);
    }

    @Test
    void theWsdlFollowsTheSitesOwnLayout() throws Exception {
        spectrum.layouts().replace(Layout.AR_CHANGE_REQUEST.without("Sub_Type"));
        assertThat(wsdlElements("ARChangeRequest")).hasSize(55).doesNotContain("Sub_Type");
    }

    private List<String> wsdlElements(String method) throws Exception {
        Client.Response response =
                client.execute(client.request("GET", "/wsdls/" + method + ".jws").build());
        NodeList sequence =
                ((org.w3c.dom.Element) response.xml().getElementsByTagName("xsd:sequence").item(0))
                        .getElementsByTagName("xsd:element");
        List<String> names = new ArrayList<>();
        for (int i = 0; i < sequence.getLength(); i++) {
            names.add(((org.w3c.dom.Element) sequence.item(i)).getAttribute("name"));
        }
        return names;
    }

    private static List<String> codes(JsonNode vendors) {
        List<String> codes = new ArrayList<>();
        vendors.forEach(v -> codes.add(v.get("Vendor_Code").asText()));
        return codes;
    }
}
