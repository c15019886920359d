package io.ccobridge.cli;

import io.ccobridge.BridgePrograms;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The command {@code cco-bridge}. */
@Command(
        name = "cco-bridge",
        description =
                "Carries approved Commitment Change Orders (CCOs) from Procore into Viewpoint"
                        + " Spectrum.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            CcoBridge.Run.class,
            CcoBridge.Demo.class,
            CcoBridge.Doctor.class,
            PollCommand.class,
            RefreshCommand.class,
            ListCommand.class,
            ShowCommand.class,
            HistoryCommand.class,
            PreviewCommand.class,
            ReconcileCommand.class,
            AcceptCommand.class,
            RejectCommand.class,
            RetrieveCommand.class,
            SendCommand.class,
            UnlinkCommand.class,
            UndoCommand.class,
            DeadLettersCommand.class,
            LinksCommand.class,
            UserCommand.class,
            TokenCommand.class,
            DelegateCommand.class,
            WhoAmICommand.class,
            ExportCommand.class,
            AuditCommand.class,
            ExportsCommand.class,
            StatusCommand.class,
            HelpCommand.class
        },
        footer = {
            "",
            "run, demo and doctor work on this machine, and so does audit verify with a file; the"
                    + " others talk to a running bridge (--url, --token, or CCO_BRIDGE_URL,"
                    + " CCO_BRIDGE_TOKEN).",
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 nothing matched, 4 could not reach the"
                    + " bridge.",
            "",
            "Examples:",
            "  cco-bridge list --view ready",
            "  cco-bridge accept 17 18 19",
            "  cco-bridge COMMAND --help"
        })
public final class CcoBridge extends WithHelp {

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
                .setUsageHelpAutoWidth(true)
                .registerConverter(View.class, Words.converter(View.values()))
                .registerConverter(LinkKind.class, Words.converter(LinkKind.values()))
                .registerConverter(Category.class, Words.converter(Category.values()))
                .registerConverter(FixIn.class, Words.converter(FixIn.values()))
                .registerConverter(ReadFrom.class, Words.converter(ReadFrom.values()))
                .registerConverter(LocalDate.class, Values::day)
                .registerConverter(BigDecimal.class, Values::decimal)
                .registerConverter(Long.class, Values::whole)
                .registerConverter(Integer.class, Values::count)
                .setExecutionExceptionHandler(new Failures())
                .setParameterExceptionHandler(new WrongUsage());
    }

    Terminal terminal() {
        return terminal;
    }

    Duration pause() {
        return pause;
    }

    // what scripts read is UTF-8 wherever they run, cron's locale "C" included
    private static PrintWriter utf8(FileDescriptor descriptor) {
        return new PrintWriter(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /** {@code cco-bridge run}. */
    @Command(name = "run", description = "Start the bridge.")
    static final class Run extends WithHelp implements Callable<Integer> {
        @ParentCommand private CcoBridge root;

        @Override
        public Integer call() {
            return root.programs.run();
        }
    }

    /** {@code cco-bridge demo}. */
    @Command(
            name = "demo",
            description =
                    "Start the bridge with a sandbox Procore and a sandbox Spectrum beside it.")
    static final class Demo extends WithHelp implements Callable<Integer> {
        @ParentCommand private CcoBridge root;

        @Override
        public Integer call() {
            return root.programs.demo();
        }
    }

    /** {@code cco-bridge doctor}. */
    @Command(
            name = "doctor",
            description =
                    "Check settings, database, Procore and Spectrum; one line for each finding.")
    static final class Doctor extends WithHelp implements Callable<Integer> {
        @ParentCommand private CcoBridge root;

        @Option(names = "--json", description = "Print the findings as JSON.")
        private boolean json;

        @Override
        public Integer call() {
            return root.programs.doctor(json);
        }
    }
}
