package io.ccobridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

/** Holds answers against the OpenAPI document, for tests of other rooms. */
public final class Shapes {

    private static final ApiDocument DOCUMENT = ApiDocument.ofThisProgram();

    private Shapes() {}

    /**
     * @param path as the document has it, for example {@code /change-orders/{id}/preview}
     */
    public static void assertFits(String path, JsonNode answer) {
        JsonNode schema =
                DOCUMENT.json()
                        .get("paths")
                        .get(path)
                        .at("/get/responses/200/content/application~1json/schema");
        assertThat(DOCUMENT.schema(schema).validate(answer)).as(answer.toString()).isEmpty();
    }
}
