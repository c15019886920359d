package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.json.Json;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that talks to a running bridge. */
abstract class ClientCommand extends WithHelp implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private Connection connection;

    @Option(names = "--json", description = "Print JSON, as the HTTP API answers it.")
    private boolean json;

    @Override
    public final Integer call() throws Exception {
        try (BridgeClient bridge = connection.open()) {
            return call(bridge);
        } finally {
            out().flush();
        }
    }

    /**
     * @return one of {@link ExitCode}
     */
    abstract int call(BridgeClient bridge) throws Exception;

    final boolean json() {
        return json;
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    final Terminal terminal() {
        return root().terminal();
    }

    final void printJson(Object value) {
        out().println(Text.json(Json.mapper().valueToTree(value)));
    }

    /** A wrong argument that the declarations of picocli cannot tell. */
    final ParameterException wrongUsage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** Between two looks at something that is under way. */
    final void pause() throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(root().pause().toNanos());
    }

    static int matched(JsonNode items) {
        return items.isEmpty() ? ExitCode.NOTHING_MATCHED : ExitCode.DONE;
    }

    private CcoBridge root() {
        return (CcoBridge) spec.root().userObject();
    }
}
