package io.ccobridge.cli;

import io.ccobridge.BridgePrograms;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command {@code cco-bridge}. */
@Command(
        name = "cco-bridge",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = CcoBridge.Version.class,
        description =
                "Carries approved Commitment Change Orders (CCOs) from Procore into Viewpoint"
                        + " Spectrum.",
        synopsisSubcommandLabel = "COMMAND",
        usageHelpAutoWidth = true,
        subcommands = {
            PollCommand.class,
            ListCommand.class,
            ShowCommand.class,
            HistoryCommand.class,
            PreviewCommand.class,
            AcceptCommand.class,
            RejectCommand.class,
            RetrieveCommand.class,
            SendCommand.class,
            UnlinkCommand.class,
            DeadLettersCommand.class,
            LinksCommand.class,
            UserCommand.class,
            TokenCommand.class,
            ExportCommand.class,
            StatusCommand.class,
            HelpCommand.class
        },
        footer = {
            "",
            "run, demo and doctor work on this machine; the others talk to a running bridge"
                    + " (--url, --token, or CCO_BRIDGE_URL, CCO_BRIDGE_TOKEN).",
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 nothing matched, 4 could not reach the"
                    + " bridge.",
            "Examples:",
            "  cco-bridge list --view ready",
            "  cco-bridge accept 17 18 19",
            "  cco-bridge COMMAND --help"
        })
public final class CcoBridge {

    private final Programs programs;
    private final Terminal terminal;
    private final Duration pause;

    private CcoBridge(Programs programs, Terminal terminal, Duration pause) {
        this.programs = programs;
        this.terminal = terminal;
        this.pause = pause;
    }

    public static void main(String[] args) {
        PrintWriter out = utf8(FileDescriptor.out);
        Logging.choose(args);
        int code =
                commandLine(
                                new BridgePrograms(out),
                                Terminal.ofThisProcess(),
                                Duration.ofMillis(500))
                        .setOut(out)
                        .setErr(utf8(FileDescriptor.err))
                        .execute(args);
        out.flush();
        System.exit(code);
    }

    /**
     * The whole command line.
     *
     * @param pause between two looks at a poll or a replay that is under way
     */
    public static CommandLine commandLine(Programs programs, Terminal terminal, Duration pause) {
        return new CommandLine(new CcoBridge(programs, terminal, pause))
                .setExecutionExceptionHandler(new Failures())
                .setParameterExceptionHandler(new WrongUsage());
    }

    Terminal terminal() {
        return terminal;
    }

    Duration pause() {
        return pause;
    }

    @Command(description = "Start the bridge.")
    int run() {
        return programs.run();
    }

    @Command(
            description =
                    "Start the bridge with a sandbox Procore and a sandbox Spectrum beside it.")
    int demo() {
        return programs.demo();
    }

    @Command(
            description =
                    "Check settings, database, Procore and Spectrum; one line for each finding.")
    int doctor(
            @Option(names = "--json", description = "Print the findings as JSON.") boolean json) {
        return programs.doctor(json);
    }

    // what scripts read is UTF-8 wherever they run, cron's locale "C" included
    private static PrintWriter utf8(FileDescriptor descriptor) {
        return new PrintWriter(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /** The version of the jar's manifest, which has it from the pom. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = CcoBridge.class.getPackage().getImplementationVersion();
            return new String[] {
                "cco-bridge " + (version == null ? "(not packaged)" : version),
                "Java " + System.getProperty("java.version")
            };
        }
    }
}
