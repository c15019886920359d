package io.ccobridge.cli;

import static io.ccobridge.cli.Documents.page;
import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.cli.Shell.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTest {

    private static final String HASH = "ab".repeat(32);

    /** Two entries whose hashes were computed elsewhere, by the text that is documented. */
    private static final String MOVES =
            """
            position,at,by,change_order_id,subject,from,to,amount,reason,detail,previous_hash,hash,currency\r
            41,2026-11-20T17:03:11.000000Z,ann,17,,READY_TO_EXPORT,REJECTED,12500.50,'=wrong,{},%s,%s,USD\r
            42,2026-11-20T17:04:11.000000Z,ada,,user anna,,,,Created.,,%s,%s,\r
            """
                    .formatted(HASH, first(), first(), second());

    @TempDir private Path folder;
    private ServerOfAnswers bridge;
    private Shell shell;

    private static String first() {
        return sha256(
                "cco-audit-1;2:41;64:"
                        + HASH
                        + ";27:2026-11-20T17:03:11.000000Z;2:17;-;3:ann;15:READY_TO_EXPORT;8:REJECTED;"
                        + "8:12500.50;6:=wrong;2:{};");
    }

    private static String second() {
        return sha256(
                "cco-audit-1;2:42;64:"
                        + first()
                        + ";27:2026-11-20T17:04:11.000000Z;-;9:user"
                        + " anna;3:ada;-;-;-;8:Created.;-;");
    }

    private static String sha256(String text) {
        try {
            return java.util.HexFormat.of()
                    .formatHex(
                            java.security.MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void startBridge() throws IOException {
        bridge = new ServerOfAnswers();
        shell = new Shell(bridge.url());
    }

    @AfterEach
    void stopBridge() {
        bridge.close();
    }

    @Test
    void listsEntriesOfChangeOrdersAndOfAdministration() {
        bridge.on(
                "GET /audit",
                200,
                page(
                        entry(42, "null", "\"user anna\"", "null", "Created."),
                        entry(41, "\"17\"", "null", "\"REJECTED\"", "Wrong.")));

        Result result =
                shell.run(
                        "audit",
                        "list",
                        "--by",
                        "ann",
                        "--from",
                        "2026-11-01",
                        "--to",
                        "2026-11-30",
                        "-q",
                        "a b",
                        "--per-page",
                        "5");

        assertThat(result.code()).isZero();
        assertThat(result.out())
                .containsPattern("42 .* user anna .* Created\\.")
                .containsPattern("41 .* CCO 17 .* REJECTED .* Wrong\\.")
                .contains("2 entries");
        assertThat(bridge.calls())
                .containsExactly(
                        "GET /audit?from=2026-11-01&to=2026-11-30&by=ann&q=a b&per_page=5");
        assertThat(shell.run("audit", "list", "--json").json().path("items").size()).isEqualTo(2);
    }

    private static String entry(int position, String id, String subject, String to, String reason) {
        return """
        {"position": %d, "at": "2026-11-20T17:03:11Z", "by": "ann", "change_order_id": %s,
         "subject": %s, "from": null, "to": %s, "amount": null, "reason": "%s", "detail": null,
         "hash": "%s"}\
        """
                .formatted(position, id, subject, to, reason, HASH);
    }

    @Test
    void noEntriesAreNothingMatched() {
        bridge.on("GET /audit", 200, page());

        assertThat(shell.run("audit", "list").code()).isEqualTo(3);
    }

    @Test
    void aWholeChainEndsWith0AndSaysWhatToWriteDown() {
        bridge.on("GET /audit/verify", 200, found("true", "null"));

        Result result = shell.run("audit", "verify", "--since", "41:" + HASH, "--head", HASH);

        assertThat(result.code()).isZero();
        assertThat(result.out())
                .contains("The chain is whole: 42 entries.")
                .contains("Head 42:" + HASH)
                .contains("audit verify --since 42:" + HASH);
        assertThat(bridge.calls())
                .containsExactly("GET /audit/verify?since=41:" + HASH + "&head=" + HASH);
    }

    @Test
    void aBrokenChainEndsWith1AndNamesTheFirstBrokenEntry() {
        bridge.on(
                "GET /audit/verify",
                200,
                found(
                        "false",
                        """
                        {"position": 17, "change_order_id": "5", "at": "2026-11-20T17:03:11Z",
                         "what": "changed", "message": "Entry 17 is not what was written."}\
                        """));

        Result result = shell.run("audit", "verify");
        Result json = shell.run("audit", "verify", "--json");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out())
                .contains("The chain is broken: Entry 17 is not what was written.")
                .containsPattern("First broken +entry 17, CCO 5, 2026-11-20");
        assertThat(json.code()).isEqualTo(1);
        assertThat(json.json().path("first_broken").path("position").asInt()).isEqualTo(17);
    }

    private static String found(String valid, String broken) {
        return """
        {"valid": %s, "entries": 42, "first_broken": %s, "head": {"position": 42, "hash": "%s"},
         "verified_at": "2026-11-20T17:03:11Z"}\
        """
                .formatted(valid, broken, HASH);
    }

    @Test
    void aFileIsProvedWithoutABridge() throws IOException {
        Path csv = Files.writeString(folder.resolve("moves.csv"), MOVES);

        Result whole = shell.run("audit", "verify", csv.toString());

        assertThat(whole.code()).as(whole.out()).isZero();
        assertThat(whole.out()).contains("2 entries").contains("Head 42:" + second());
        assertThat(bridge.calls()).isEmpty();
        assertThat(verify(csv, "--since", "40:" + HASH)).isZero();
        assertThat(verify(csv, "--since", "41:" + first(), "--head", second())).isZero();
        assertThat(verify(csv, "--since", "41:" + HASH)).isEqualTo(1);
        assertThat(verify(csv, "--since", "43:" + HASH)).isEqualTo(1);
        assertThat(verify(csv, "--since", "39:" + HASH)).isEqualTo(1);
        assertThat(verify(csv, "--head", "cd".repeat(32))).isEqualTo(1);

        Files.writeString(csv, MOVES.replace("12500.50", "12500.51"));
        Result changed = shell.run("audit", "verify", csv.toString(), "--json");
        assertThat(changed.code()).isEqualTo(1);
        assertThat(changed.json().path("first_broken").path("position").asInt()).isEqualTo(41);
        assertThat(changed.json().path("first_broken").path("what").asText()).isEqualTo("changed");
    }

    private int verify(Path file, String option, String value, String... more) {
        String[] line = new String[5 + more.length];
        System.arraycopy(
                new String[] {"audit", "verify", file.toString(), option, value}, 0, line, 0, 5);
        System.arraycopy(more, 0, line, 5, more.length);
        return shell.run(line).code();
    }

    @Test
    void aPackIsProvedToTheEndThatItsSummaryNames() throws IOException {
        String summary =
                "section,name,currency,count,sum,file,how\r\nchain,last,,2,,moves.csv,42:"
                        + second()
                        + "\r\n";
        assertThat(shell.run("audit", "verify", zip(MOVES, summary).toString()).code()).isZero();

        String cut = MOVES.substring(0, MOVES.indexOf("42,"));
        Result result = shell.run("audit", "verify", zip(cut, summary).toString());
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).contains("truncated").contains("entry 42");
    }

    private Path zip(String moves, String summary) throws IOException {
        Path file = folder.resolve("pack.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("moves.csv"));
            zip.write(moves.getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("summary.csv"));
            zip.write(summary.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    @Test
    void aFileThatIsSomethingElseIsWrongUsage() throws IOException {
        Path csv = Files.writeString(folder.resolve("other.csv"), "id,title\r\n1,x\r\n");

        Result result = shell.run("audit", "verify", csv.toString());

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("holds no audit entries").contains("position, at, by");
    }

    @Test
    void thePackOfAPeriodIsWrittenWhole() throws IOException {
        bridge.on("GET /audit/pack", 200, "application/zip", "PK...");
        Path file = folder.resolve("november.zip");

        Result result =
                shell.run(
                        "export",
                        "--from",
                        "2026-11-01",
                        "--to",
                        "2026-11-30",
                        "--out",
                        file.toString());

        assertThat(result.code()).isZero();
        assertThat(result.out().strip())
                .isEqualTo(
                        "Audit pack of 2026-11-01 to 2026-11-30 written to " + file + " (5 bytes)");
        assertThat(file).hasContent("PK...");
        assertThat(bridge.calls()).hasSize(1);
        assertThat(bridge.calls().get(0)).contains("from=2026-11-01").contains("to=2026-11-30");
        assertThat(
                        shell.run(
                                        "export",
                                        "--from",
                                        "2026-11-01",
                                        "--to",
                                        "2026-11-30",
                                        "--out",
                                        file.toString(),
                                        "--json")
                                .json()
                                .path("bytes")
                                .asInt())
                .isEqualTo(5);
        Result filtered =
                shell.run(
                        "export",
                        "--from",
                        "2026-11-01",
                        "--to",
                        "2026-11-30",
                        "--out",
                        file.toString(),
                        "--view",
                        "ready");
        assertThat(filtered.code()).isEqualTo(2);
        assertThat(filtered.err()).contains("it takes no filter");
    }
}
