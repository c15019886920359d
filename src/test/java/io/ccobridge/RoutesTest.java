package io.ccobridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The route files as a site would edit them. */
class RoutesTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    /** Camel's own; to read it takes seconds. */
    private static JsonSchema schema;

    @BeforeAll
    static void readSchema() throws IOException {
        try (InputStream file = RoutesTest.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            schema =
                    JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
                            .getSchema(new ObjectMapper().readTree(file));
        }
    }

    static Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void eachFileIsWhatCamelsSchemaAllows(Path file) throws IOException {
        // a setting may stand where the schema knows only true and false
        assertThat(schema.validate(YAML.readTree(file.toFile())))
                .filteredOn(
                        wrong ->
                                !wrong.toString()
                                        .endsWith("autoStartup: string found, boolean expected"))
                .isEmpty();
    }

    @Test
    void everyRouteHasAnIdOfItsOwnAndADescription() throws IOException {
        List<String> ids = new ArrayList<>();
        for (Path file : files().toList()) {
            for (JsonNode item : YAML.readTree(file.toFile())) {
                if (item.has("route")) {
                    JsonNode route = item.get("route");
                    ids.add(route.path("id").asText());
                    assertThat(route.path("description").asText())
                            .as(file + ": " + route.path("id").asText())
                            .isNotBlank();
                }
            }
        }
        assertThat(ids).doesNotHaveDuplicates().doesNotContain("").hasSizeGreaterThan(40);
    }
}
