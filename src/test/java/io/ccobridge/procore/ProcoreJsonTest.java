package io.ccobridge.procore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcoreJsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\": 2, \"title\": \"no end",
                "{\"id\": 2, \"title\": }",
                "{\"id\": 2, \"a\": {\"b\": 1}",
                "{\"id\": 2]",
                "not json at all",
                "<html>",
                "{\"id\": 2, \"grand_total\": 1e99999999999}",
                "{\"id\": 2, \"contract_id\": 01}"
            })
    void aDocumentThatIsNotJsonIsKeptAsItIsAndTheOthersAreRead(String broken) {
        JsonNode page =
                ProcoreJson.read("[{\"id\": 1}, " + broken + " , {\"id\": 3, \"x\": [{}]}]");
        assertThat(page).hasSize(3);
        assertThat(page.get(0).path("id").asInt()).isEqualTo(1);
        assertThat(page.get(1).textValue()).isEqualTo(broken);
        assertThat(page.get(2).path("id").asInt()).isEqualTo(3);
    }

    @Test
    void aLastDocumentWithoutEndIsKeptToo() {
        JsonNode page = ProcoreJson.read("{\"data\": [{\"id\": 1}, {\"id\": 2, \"title\": \"x]}");
        assertThat(page).hasSize(2);
        assertThat(page.get(1).textValue()).isEqualTo("{\"id\": 2, \"title\": \"x");
    }

    @Test
    void aControlCharacterThatShouldBeEscapedIsRead() {
        assertThat(ProcoreJson.read("{\"title\": \"a\u0007b\"}").path("title").textValue())
                .isEqualTo("a\u0007b");
    }

    @Test
    void aByteOrderMarkInFrontIsNoPartOfTheAnswer() {
        assertThat(ProcoreJson.read("\uFEFF[{\"id\": 1}]").get(0).path("id").asInt()).isEqualTo(1);
        assertThat(ProcoreJson.read("\uFEFF[{\"id\": 1}, oops]")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "<html>busy</html>",
                "[{\"id\": 1}, {\"id\"",
                "{\"id\": 1",
                "{\"data\": 1]"
            })
    void aBodyThatIsNoListAndNoDocumentIsRefused(String body) {
        assertThatIllegalArgumentException().isThrownBy(() -> ProcoreJson.read(body));
    }
}
