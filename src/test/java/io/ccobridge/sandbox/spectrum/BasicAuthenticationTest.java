package io.ccobridge.sandbox.spectrum;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BasicAuthenticationTest extends WithSandbox {

    @Override
    RequiredAuth auth() {
        return new RequiredAuth.Basic();
    }

    @Test
    void soapWantsBasicWhereTheSiteSaysSo() throws Exception {
        Client.Response refused = client.change();
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.headers()).containsKey("WWW-Authenticate");
        assertThat(
                        client.execute(
                                        client.soap(
                                                        "ARChangeRequest",
                                                        Client.envelope(
                                                                "ARChangeRequest", Client.good()))
                                                .addHeader(
                                                        "Authorization",
                                                        Client.basic("ABC", "SANDBOX-AUTH"))
                                                .build())
                                .status())
                .isEqualTo(200);
    }

    @Test
    void thereIsNoTokenToBeHad() throws Exception {
        assertThat(client.execute(client.request("POST", "/connect/token").build()).status())
                .isEqualTo(404);
    }
}
