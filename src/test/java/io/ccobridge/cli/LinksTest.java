package io.ccobridge.cli;

import static io.ccobridge.cli.Documents.page;
import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.cli.Shell.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinksTest {

    private static final String MANUAL =
            """
            {"procore_id": 4711, "procore_name": "Acme Concrete", "spectrum_code": "ACME",
             "source": "manual", "spectrum_name": "ACME CONCRETE LLC"}""";
    private static final String NONE =
            """
            {"procore_id": 4712, "procore_name": "Bo", "spectrum_code": null, "source": "none",
             "spectrum_name": null}""";

    @TempDir private Path folder;
    private ServerOfAnswers bridge;
    private Shell shell;

    @BeforeEach
    void startBridge() throws IOException {
        bridge = new ServerOfAnswers();
        shell = new Shell(bridge.url());
    }

    @AfterEach
    void stopBridge() {
        bridge.close();
    }

    private Result importFile(String content, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve("links.csv"), content);
        String[] line = new String[more.length + 3];
        line[0] = "links";
        line[1] = "import";
        line[2] = file.toString();
        System.arraycopy(more, 0, line, 3, more.length);
        return shell.run(line);
    }

    @Test
    void listsTheLinksOfAKindOverAllPages() {
        bridge.on("GET /links/vendors", 200, page(2, false, "abc", MANUAL))
                .on("GET /links/vendors", 200, page(2, false, null, NONE));

        Result result = shell.run("links", "list", "--kind", "vendors");

        assertThat(result.code()).isZero();
        assertThat(result.out())
                .containsPattern("vendors +4711 +Acme Concrete +ACME +manual +ACME CONCRETE LLC")
                .containsPattern("vendors +4712 +Bo +none")
                .contains("2 links");
        assertThat(bridge.calls())
                .containsExactly(
                        "GET /links/vendors?per_page=200",
                        "GET /links/vendors?per_page=200&after=abc");
    }

    @Test
    void listsEveryKindWhenNoneIsNamed() {
        for (String kind : new String[] {"vendors", "projects", "commitments", "cost-codes"}) {
            bridge.on("GET /links/" + kind, 200, page(MANUAL));
        }

        Result result = shell.run("links", "list", "--json");

        assertThat(result.json().path("total").asInt()).isEqualTo(4);
        assertThat(result.json().at("/items/3/kind").asText()).isEqualTo("cost-codes");
    }

    @Test
    void noLinksAreNothingMatched() {
        bridge.on("GET /links/projects", 200, page());

        assertThat(shell.run("links", "list", "--kind", "projects").code()).isEqualTo(3);
        assertThat(shell.run("links", "export", "--kind", "projects").code()).isEqualTo(3);
    }

    @Test
    void exportsTheLinksMadeByHandAsImportTakesThem() throws IOException {
        bridge.on(
                        "GET /links/vendors",
                        200,
                        page(MANUAL, NONE, MANUAL.replace("4711", "\"a,\\\"b\"")))
                .on("GET /links/projects", 200, page())
                .on("GET /links/commitments", 200, page())
                .on("GET /links/cost-codes", 200, page(MANUAL.replace("4711", "\"03-300.S\"")))
                .on("POST /links/vendors/import", 200, "{\"imported\": 2, \"errors\": []}")
                .on("POST /links/cost-codes/import", 200, "{\"imported\": 1, \"errors\": []}");

        Result exported = shell.run("links", "export");
        Result imported = importFile(exported.out());

        assertThat(exported.code()).isZero();
        assertThat(exported.out().lines())
                .containsExactly(
                        "kind,procore_id,spectrum_code",
                        "vendors,4711,ACME",
                        "vendors,\"a,\"\"b\",ACME",
                        "cost-codes,03-300.S,ACME");
        assertThat(imported.code()).isZero();
        assertThat(imported.out()).contains("3 links imported, 0 lines wrong");
        assertThat(bridge.last("POST /links/vendors/import").body())
                .isEqualTo("procore_id,spectrum_code\n4711,ACME\n\"a,\"\"b\",ACME\n");
        assertThat(bridge.last("POST /links/vendors/import").contentType()).startsWith("text/csv");
    }

    @Test
    void wrongLinesAreNamedByWhereTheyStandInTheFile() throws IOException {
        bridge.on(
                        "POST /links/vendors/import",
                        200,
                        "{\"imported\": 1, \"errors\": [{\"line\": 3, \"message\": \"no vendor"
                                + " 9\"}]}")
                .on("POST /links/projects/import", 200, "{\"imported\": 1, \"errors\": []}");

        Result result =
                importFile(
                        "\uFEFFkind,procore_id,spectrum_code\r\nvendors,1,A\r\nprojects,2,B\r\n"
                                + "\r\npeople,3,C\r\nvendors,9,D\r\n");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out().lines())
                .containsExactly(
                        "line 5: \"people\" is no kind of link: vendors, projects, commitments,"
                                + " cost-codes",
                        "line 6: no vendor 9",
                        "2 links imported, 2 lines wrong");
    }

    @Test
    void aFileOfOneKindIsGivenAsItIs() throws IOException {
        bridge.on("POST /links/cost-codes/import", 200, "{\"imported\": 2, \"errors\": []}");

        Result result =
                importFile(
                        "\"procore_id\", \"spectrum_code\"\n03-300.S,03300.S\n",
                        "--kind",
                        "cost-codes",
                        "--json");

        assertThat(result.code()).isZero();
        assertThat(result.json()).hasToString("{\"imported\":2,\"errors\":[]}");
        assertThat(bridge.last("POST /links/cost-codes/import").body())
                .isEqualTo("procore_id,spectrum_code\n03-300.S,03300.S\n");
    }

    @Test
    void aFileWithoutLinksIsNothingMatched() throws IOException {
        assertThat(importFile("kind,procore_id,spectrum_code\n").code()).isEqualTo(3);
    }

    @Test
    void aFileThatIsNoneOrSaysTooLittleIsWrongUsage() throws IOException {
        assertThat(importFile("procore_id,spectrum_code\n1,A\n").err())
                .contains("does not say of which kind the links are: say --kind");
        assertThat(importFile("id;code\n").err()).contains("must begin with the line procore_id,");
        assertThat(importFile("").code()).isEqualTo(2);
        assertThat(shell.run("links", "import", folder.resolve("none.csv").toString()).err())
                .contains("there is no file ");
        Path latin1 =
                Files.write(
                        folder.resolve("latin1.csv"),
                        "kind,procore_id,spectrum_code\nvendors,é,A\n"
                                .getBytes(StandardCharsets.ISO_8859_1));
        Result result = shell.run("links", "import", latin1.toString());
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("is not in UTF-8");
        assertThat(bridge.calls()).isEmpty();
    }
}
