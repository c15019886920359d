package io.ccobridge.procore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shapes of facts/procore-api.md 4.4. */
class ErrorBodyTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"errors\": \"Unauthorized\"}|Unauthorized",
                "{\"error\": {\"code\": \"BAD\", \"message\": \"Bad Request\", \"details\": [{\"reason_code\": \"X\", \"message\": \"id must be a number\"}]}}|Bad Request; id must be a number",
                "{\"errors\": {\"base\": [\"Locked\"], \"fields\": {\"number\": \"is taken\"}}}|Locked; number is taken",
                "{\"errors\": [{\"message\": \"No budget\"}]}|No budget",
                "{\"message\": \"Not found\", \"exception\": \"ActiveRecord\"}|Not found",
                "{\"message\": \"Not found\", \"error\": \"Not found\"}|Not found",
                "{\"error\": {\"reason\": \"Closed\"}}|Closed",
                "{\"error\": \"invalid_client\", \"error_description\": \"Client authentication failed\"}|invalid_client; Client authentication failed",
                "App is not connected to this company|App is not connected to this company",
                "<html><body>Bad gateway</body></html>|''",
                "''|''"
            })
    void theWordsAreFoundInEveryShape(String body, String words) {
        assertThat(ErrorBody.words(body)).isEqualTo(words);
    }

    @Test
    void wordsAreOneLineOf200CharactersAtMost() {
        assertThat(ErrorBody.words("{\"message\": \"" + "a\\n b ".repeat(200) + "\"}"))
                .hasSize(200)
                .startsWith("a b a b")
                .endsWith("...");
    }
}
