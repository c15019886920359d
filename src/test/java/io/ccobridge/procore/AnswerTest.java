package io.ccobridge.procore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerTest {

    @Test
    void aRedirectSaysWhereToAndWhichSettingToLookAt() {
        assertThat(new Answer(307, Map.of("location", "https://login.example.com/"), "").inWords())
                .isEqualTo(
                        "307, a redirect to https://login.example.com/, which is not followed; look"
                                + " at the settings procore.api-url and procore.login-url");
        assertThat(new Answer(302, Map.of(), "<html>Sign in</html>").inWords())
                .isEqualTo(
                        "302, a redirect, which is not followed; look at the settings"
                                + " procore.api-url and procore.login-url");
    }

    @Test
    void aRefusalSaysItsStatusAndTheWordsOfTheBody() {
        assertThat(new Answer(403, Map.of(), "{\"errors\": \"Not connected\"}").inWords())
                .isEqualTo("403 Not connected");
        assertThat(new Answer(500, Map.of(), "").inWords()).isEqualTo("500");
    }
}
