package io.ccobridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.cli.Shell.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class UsageTest {

    /** One for all: to put the commands together takes longer than to say how they go. */
    private static final Shell SHELL = new Shell("http://127.0.0.1:1");

    @Test
    void runDemoAndDoctorStartTheProgramsAndEndWithTheirCode() {
        assertThat(SHELL.runBare("run").code()).isZero();
        assertThat(SHELL.runBare("demo").code()).isZero();
        assertThat(SHELL.runBare("doctor").code()).isEqualTo(1);
        assertThat(SHELL.runBare("doctor", "--json").code()).isEqualTo(1);
        assertThat(SHELL.started).containsExactly("run", "demo", "doctor false", "doctor true");
    }

    @ParameterizedTest
    @CsvSource({
        "'', Missing required subcommand",
        "lst, Did you mean: cco-bridge list",
        "dead-letters, Missing required subcommand",
        "links, Missing required subcommand",
        "dead-letters unreadable, Missing required subcommand",
        "token, Missing required subcommand",
        "user, Missing required subcommand",
        "run now, Unmatched argument",
        "list --view nonsense, '\"nonsense\" is none of: needs-attention, ready, accepted'",
        "list --view READY, is none of: needs-attention",
        "list --min-age 3x, '\"3x\" is not an age; ages look like 3d, 12h or 30m'",
        "list --project Harbor, '--project'",
        "list --page x, '--page'",
        "show, Missing required parameter: 'ID'",
        "show 1 2, Unmatched argument",
        "export, --csv=FILE",
        "export --from 2026-11-01 --out x.zip, --to=DATE",
        "export --csv a.csv --from 2026-11-01 --to 2026-11-30 --out x.zip, mutually exclusive",
        "export --from 1 --to 2 --out x.zip, '--from'",
        "audit, Missing required subcommand",
        "audit verify --since 17, '--since is a position, a colon and a hash'",
        "audit verify --head 17, '--head is a hash of 64'",
        "audit verify /no/such/file, 'cannot be read'",
        "exports, Missing required subcommand",
        "exports pause, Missing required option: '--reason=TEXT'",
        "list --project abc, '\"abc\" is not a whole number'",
        "list --page two, '\"two\" is not a whole number'",
        "list --min-amount 1e3, '\"1e3\" is not a number; numbers look like 5 or 12500.00'",
        "accept 17 --date 2026-02-30, '\"2026-02-30\" is not a day; days look like 2026-11-30'",
        "export --from soon --to 2026-11-30 --out p.zip, '\"soon\" is not a day'",
        "dead-letters replay --group g --reason r --rate x, '\"x\" is not a number'",
        "dead-letters list --category odd, '\"odd\" is none of: transient, business'",
        "links list --kind people, '\"people\" is none of: vendors, projects, commitments,"
                + " cost-codes'",
        "links import, Missing required parameter: 'FILE.csv'",
        "user add anna, Missing required option: '--role=ROLE'",
        "user add anna --role boss, 'unknown role \"boss\"; allowed: viewer, project-manager'",
        "token create x, Missing required option: '--role=ROLE'",
        "token delete, Missing required parameter: 'NAME'",
        "token create x --role viewer --expires soon, '\"soon\" is not a time; write it as 14d'",
        "token create x --role viewer --expires 99999999999d, is not a time",
        "user add a --role viewer --accept-limit 10.000, '\"10.000\" is not an amount'",
        "user add a --role viewer --accept-projects all, '--accept-projects'",
        "user change anna, nothing to change",
        "user change anna --email a@b.example --no-email, mutually exclusive",
        "user change anna --accept-limit 5 --no-accept-limit, mutually exclusive",
        "user delete, Missing required parameter: 'NAME'",
        "delegate, Missing required subcommand",
        "delegate add anna --for bert --reason x, Missing required option: '--until=WHEN'",
        "delegate add anna --for bert --until 14d, Missing required option: '--reason=TEXT'",
        "delegate add anna --until 14d --reason x, Missing required option: '--for=APPROVER'",
        "delegate add anna --for bert --until 2026-13-01 --reason x, is not a time",
        "delegate remove x, '\"x\" is not an id'"
    })
    void wrongUsageSaysWhatIsWrongAndHowItGoes(String line, String message) {
        Result result = SHELL.runBare(line.isEmpty() ? new String[0] : line.split(" "));

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains(message).contains("Usage: cco-bridge");
    }

    @Test
    void saysItsVersion() {
        Result result = SHELL.runBare("--version");

        assertThat(result.code()).isZero();
        assertThat(result.out()).startsWith("cco-bridge ");
    }

    @Test
    void helpNamesEveryCommandAndTheExitCodes() {
        Result result = SHELL.runBare("--help");

        assertThat(result.code()).isZero();
        assertThat(result.out())
                .containsSubsequence(
                        "run ",
                        "demo ",
                        "doctor ",
                        "poll ",
                        "refresh ",
                        "list ",
                        "show ",
                        "history ",
                        "preview ",
                        "reconcile ",
                        "accept ",
                        "reject ",
                        "retrieve ",
                        "send ",
                        "unlink ",
                        "dead-letters ",
                        "links ",
                        "user ",
                        "token ",
                        "delegate ",
                        "whoami ",
                        "export ",
                        "audit ",
                        "exports ",
                        "status ")
                .contains("0 done, 1 failed, 2 wrong usage, 3 nothing matched, 4 could not");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasHelpWithADescriptionAndNoColours(List<String> command) {
        List<String> line = new ArrayList<>(command);
        line.add("--help");

        Result result = SHELL.runBare(line.toArray(String[]::new));

        assertThat(result.code()).isZero();
        assertThat(result.out())
                .contains("Usage: cco-bridge " + String.join(" ", command))
                .doesNotContain("\u001b", "${", "null");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandThatPrintsDataCanPrintJson(List<String> command) {
        if (!List.of("run", "demo", "help").contains(command.get(0))) {
            List<String> line = new ArrayList<>(command);
            line.add("--help");
            assertThat(SHELL.runBare(line.toArray(String[]::new)).out()).contains("--json");
        }
    }

    static Stream<List<String>> commands() {
        return leaves(
                CcoBridge.commandLine(new Shell(""), new Shell(""), java.time.Duration.ZERO),
                List.of());
    }

    private static Stream<List<String>> leaves(CommandLine command, List<String> path) {
        if (command.getSubcommands().isEmpty()) {
            return Stream.of(path);
        }
        return command.getSubcommands().entrySet().stream()
                .flatMap(
                        sub -> {
                            List<String> longer = new ArrayList<>(path);
                            longer.add(sub.getKey());
                            return leaves(sub.getValue(), longer);
                        });
    }
}
