package io.ccobridge.spectrum;

import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.spectrum.SpectrumSettings.Auth;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A call as a command: what a shell makes of it, with a curl that only says what it was given. */
class CurlTest {

    private static final String NASTY = "Bob's \"$HOME\" `date` \\ $(id) !! *** äß🏗 & <b>";
    private static final Envelopes ENVELOPES = new Envelopes(Path.of("config/spectrum"));

    @Test
    void aShellGivesCurlTheEnvelopeToTheLetterAndTheSecretFromItsOwnVariable() throws Exception {
        Map<String, String> values = Map.of("CR_Description", NASTY, "Job_Number", "24-101");
        String masked = ENVELOPES.masked("ARChangeRequest", values, "3f0c2a10-0000");

        List<String> given = given(command(Auth.NONE, "id-17", masked), "id-17", null);

        assertThat(given)
                .containsExactly(
                        "-sS",
                        "-X",
                        "POST",
                        "https://spectrum.example.com:8482/ws/ARChangeRequest",
                        "-H",
                        "Content-Type: text/xml; charset=utf-8",
                        "-H",
                        "SOAPAction: https://spectrum.example.com:8482/ws/ARChangeRequest",
                        "--data-binary",
                        ENVELOPES.render("ARChangeRequest", values, "id-17", "3f0c2a10-0000"));
    }

    @Test
    void anotherSessionIsTakenFromItsVariable() throws Exception {
        String masked = ENVELOPES.masked("ARChangeRequest", Map.of(), "3f0c2a10-0000");
        assertThat(given(command(Auth.NONE, "id-17", masked), "id-17", "new-one"))
                .last()
                .isEqualTo(ENVELOPES.render("ARChangeRequest", Map.of(), "id-17", "new-one"));
    }

    @Test
    void aSecretThatMeansSomethingInXmlIsEscaped() throws Exception {
        String masked = ENVELOPES.masked("ARChangeRequest", Map.of(), "3f0c2a10-0000");
        assertThat(given(command(Auth.NONE, "a&<b>'", masked), "a&<b>'", null))
                .last()
                .asString()
                .contains("<Authorization_ID>a&amp;&lt;b&gt;'</Authorization_ID>");
    }

    @Test
    void theAuthorisationOfTheSiteGoesWithIt() throws Exception {
        assertThat(given(command(Auth.BASIC, "id-17", "<a/>"), "id-17", null))
                .containsSubsequence("-u", "ABC:id-17", "--data-binary");
        assertThat(given(command(Auth.OAUTH2, "id-17", "<a/>"), "id-17", null))
                .containsSubsequence("-H", "Authorization: Bearer to-ken", "--data-binary");
    }

    @Test
    void withoutTheVariableNothingIsSent() throws Exception {
        String masked = ENVELOPES.masked("ARChangeRequest", Map.of(), "3f0c2a10-0000");
        assertThat(given(command(Auth.NONE, "id-17", masked), null, null)).isEmpty();
    }

    private static String command(Auth auth, String authorizationId, String envelope) {
        return new Curl(
                        new SpectrumSettings(
                                "https://spectrum.example.com:8482/",
                                "ABC",
                                authorizationId,
                                auth,
                                "client",
                                "client-secret",
                                "CR",
                                "E"))
                .of("ARChangeRequest", envelope);
    }

    /** The arguments that curl is called with; none when it is not called. */
    private static List<String> given(String command, String authorizationId, String guid)
            throws IOException, InterruptedException {
        ProcessBuilder shell =
                new ProcessBuilder("sh", "-c", "curl() { printf '%s\\000' \"$@\"; }\n" + command);
        Map<String, String> environment = shell.environment();
        environment.remove("SPECTRUM_AUTHORIZATION_ID");
        environment.put("SPECTRUM_ACCESS_TOKEN", "to-ken");
        environment.put("LC_ALL", "C.UTF-8");
        if (authorizationId != null) {
            environment.put("SPECTRUM_AUTHORIZATION_ID", authorizationId);
        }
        if (guid != null) {
            environment.put("SPECTRUM_GUID", guid);
        }
        Process process = shell.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said.isEmpty() ? List.of() : Arrays.asList(said.split("\0"));
    }
}
