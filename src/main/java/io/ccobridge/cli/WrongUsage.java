package io.ccobridge.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with the arguments, and what the command takes. */
final class WrongUsage implements IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(Text.harmless(e.getMessage()));
        UnmatchedArgumentException.printSuggestions(e, err);
        err.println();
        command.usage(err);
        return ExitCode.WRONG_USAGE;
    }
}
