package io.ccobridge.cli;

/** What scripts go by. */
public final class ExitCode {

    public static final int DONE = 0;
    public static final int FAILED = 1;
    public static final int WRONG_USAGE = 2;
    public static final int NOTHING_MATCHED = 3;
    public static final int UNREACHABLE = 4;

    private ExitCode() {}
}
