package io.ccobridge.sandbox.spectrum;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.json.Json;
import java.time.Duration;
import org.apache.hc.core5.http.message.BasicNameValuePair;
import org.junit.jupiter.api.Test;

class EnhancedAuthenticationTest extends WithSandbox {

    @Override
    RequiredAuth auth() {
        return new RequiredAuth.OAuth2("bridge", "s3cret&more");
    }

    private Client.Response token(String secret, String scope) throws Exception {
        return client.execute(
                client.request("POST", "/connect/token")
                        .addParameters(
                                new BasicNameValuePair("grant_type", "client_credentials"),
                                new BasicNameValuePair("scope", scope),
                                new BasicNameValuePair("client_id", "bridge"),
                                new BasicNameValuePair("client_secret", secret))
                        .build());
    }

    private String token() throws Exception {
        JsonNode json = Json.read(token("s3cret&more", "spectrumapi").body());
        assertThat(json.get("token_type").asText()).isEqualTo("Bearer");
        assertThat(json.get("expires_in").asInt()).isEqualTo(3600);
        return json.get("access_token").asText();
    }

    private int change(String authorization) throws Exception {
        return client.execute(
                        client.soap(
                                        "ARChangeRequest",
                                        Client.envelope("ARChangeRequest", Client.good()))
                                .addHeader("Authorization", authorization)
                                .build())
                .status();
    }

    @Test
    void aTokenOpensSoapAndVendors() throws Exception {
        String bearer = "Bearer " + token();
        assertThat(change(bearer)).isEqualTo(200);
        assertThat(
                        client.execute(
                                        client.request("GET", "/vendors/ABC")
                                                .addHeader("Authorization", bearer)
                                                .build())
                                .status())
                .isEqualTo(200);
    }

    @Test
    void withoutATokenNothingOpens() throws Exception {
        assertThat(change("Bearer nonsense")).isEqualTo(401);
        assertThat(change(Client.basic("ABC", "SANDBOX-AUTH"))).isEqualTo(401);
        assertThat(client.vendors("").status()).isEqualTo(401);
        assertThat(spectrum.ledger().effects()).isEmpty();
    }

    @Test
    void aTokenEndsWithItsTimeOrWhenItIsRevoked() throws Exception {
        String first = "Bearer " + token();
        clock.advance(Duration.ofHours(1));
        assertThat(change(first)).isEqualTo(401);
        String second = "Bearer " + token();
        assertThat(change(second)).isEqualTo(200);
        spectrum.revokeTokens();
        assertThat(change(second)).isEqualTo(401);
    }

    @Test
    void aWrongSecretOrScopeGetsNoToken() throws Exception {
        assertThat(token("wrong", "spectrumapi").status()).isEqualTo(400);
        assertThat(token("wrong", "spectrumapi").body()).contains("invalid_client");
        assertThat(token("s3cret&more", "other").body()).contains("invalid_scope");
    }

    @Test
    void aFaultHitsTheTokenOnlyWhenItIsNamed() throws Exception {
        spectrum.faults().always(Fault.of(Fault.Kind.UNAVAILABLE));
        assertThat(token("s3cret&more", "spectrumapi").status()).isEqualTo(200);
        spectrum.faults().always(Fault.of(Fault.Kind.SERVER_ERROR).onMethod("token"));
        assertThat(token("s3cret&more", "spectrumapi").status()).isEqualTo(500);
    }
}
