package io.ccobridge.sandbox.spectrum;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.hc.core5.http.ContentType;
import org.junit.jupiter.api.Test;

/** What a request has to be before its values are looked at; and the GUID. */
class RequestTest extends WithSandbox {

    private final String good = Client.envelope("ARChangeRequest", Client.good());

    private void isFault(Client.Response response, String text) throws Exception {
        assertThat(response.status()).isEqualTo(500);
        assertThat(response.texts("faultstring")).singleElement().asString().contains(text);
        assertThat(spectrum.ledger().effects()).isEmpty();
    }

    @Test
    void whatIsNotXmlIsAFault() throws Exception {
        isFault(client.post("ARChangeRequest", good.replace("</CR_Status>", "")), "not XML");
    }

    @Test
    void aDocumentTypeIsAFaultSoNoEntityIsEverRead() throws Exception {
        String attack =
                good.replace(
                                "?>\n",
                                "?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>\n")
                        .replace("Added footing", "&e;");
        isFault(client.post("ARChangeRequest", attack), "DOCTYPE");
    }

    @Test
    void whatIsNotUtf8IsAFault() throws Exception {
        byte[] latin = good.replace("footing", "Füße").getBytes(StandardCharsets.ISO_8859_1);
        isFault(
                client.execute(
                        client.soap("ARChangeRequest", "")
                                .setEntity(
                                        latin,
                                        ContentType.create("text/xml", StandardCharsets.UTF_8))
                                .build()),
                "not UTF-8");
    }

    @Test
    void utf8IsKeptAsItCame() throws Exception {
        client.change("CR_Description", "Füße & 😀");
        assertThat(
                        spectrum.ledger()
                                .changeRequest("S001-002")
                                .orElseThrow()
                                .value("CR_Description"))
                .isEqualTo("Füße & 😀");
    }

    @Test
    void anotherNamespaceIsAFault() throws Exception {
        isFault(client.post("ARChangeRequest", good.replace("northgate-is", "other")), "namespace");
    }

    @Test
    void aSoap12EnvelopeIsAFault() throws Exception {
        isFault(
                client.post(
                        "ARChangeRequest",
                        good.replace(
                                "http://schemas.xmlsoap.org/soap/envelope/",
                                "http://www.w3.org/2003/05/soap-envelope")),
                "namespace");
    }

    @Test
    void anotherMethodInTheBodyIsAFault() throws Exception {
        isFault(
                client.post("ARChangeRequest", good.replace("ARChangeRequest", "AddJob")),
                "AddJob");
    }

    @Test
    void twoCallsInOneBodyAreAFault() throws Exception {
        int from = good.indexOf("<ARChangeRequest");
        int to = good.indexOf("</soap:Body>");
        String twice = good.substring(0, to) + good.substring(from);
        isFault(client.post("ARChangeRequest", twice), "found 2");
    }

    @Test
    void aRequestWithoutSoapActionIsAFault() throws Exception {
        isFault(
                client.execute(
                        client.soap("ARChangeRequest", good).removeHeaders("SOAPAction").build()),
                "SOAPAction");
    }

    @Test
    void anotherContentTypeIsRefused() throws Exception {
        assertThat(
                        client.execute(
                                        client.soap("ARChangeRequest", "")
                                                .setEntity(good, ContentType.APPLICATION_JSON)
                                                .build())
                                .status())
                .isEqualTo(415);
    }

    @Test
    void aServiceIsOnlyPostedToAndOthersAreNotThere() throws Exception {
        assertThat(client.execute(client.request("GET", "/ws/GetJob").build()).status())
                .isEqualTo(405);
        assertThat(client.post("AddVendor", good).status()).isEqualTo(404);
    }

    @Test
    void withoutRequiredAuthABasicHeaderDoesNoHarm() throws Exception {
        assertThat(
                        client.execute(
                                        client.soap("ARChangeRequest", good)
                                                .addHeader(
                                                        "Authorization",
                                                        Client.basic("ABC", "SANDBOX-AUTH"))
                                                .build())
                                .status())
                .isEqualTo(200);
    }

    @Test
    void anExpiredGuidTimesOutAndANewOneIsGood() throws Exception {
        client.change();
        spectrum.expireGuids();
        assertThat(client.change().texts("desc")).containsExactly("Time out has occurred");
        assertThat(client.change().entries()).containsExactly("A GUID");
        assertThat(client.change("GUID", "another").entries()).isEmpty();
        assertThat(client.change("GUID", "").entries()).isEmpty();
    }

    @Test
    void theCodeOfTheTimeOutIsAsTheSiteHasIt() throws Exception {
        spectrum.variants().expiredGuidCode("I");
        client.change();
        spectrum.expireGuids();
        assertThat(client.change().entries()).containsExactly("I GUID");
    }

    @Test
    void aGuidTimesOutWhenItIsNotUsedForADay() throws Exception {
        client.change();
        clock.advance(Duration.ofHours(24));
        assertThat(client.change().entries()).isEmpty();
        clock.advance(Duration.ofHours(24).plusSeconds(1));
        assertThat(client.change().entries()).containsExactly("A GUID");
        assertThat(client.getJob("GUID", Client.good().get("GUID")).texts("Error_Code"))
                .as("another method is another group")
                .containsExactly("");
    }
}
