package io.ccobridge.cli;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says why a command was not carried out. What was not foreseen is left to picocli, whole. */
final class Failures implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed)
            throws Exception {
        if (e instanceof Declined declined) {
            declined.lines().forEach(command.getErr()::println);
            return declined.exitCode();
        }
        if (e instanceof Unreachable) {
            command.getErr().println(e.getMessage());
            return ExitCode.UNREACHABLE;
        }
        throw e;
    }
}
