package io.ccobridge.doctor;

import io.ccobridge.json.Json;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What the doctor finds: one line each, as it is found, or one JSON document at the end. */
final class Findings {

    /** How grave a finding is, in the words of the output. */
    enum Result {
        ok,
        WARN,
        FAIL
    }

    /**
     * @param check what was looked at, for example {@code procore.token}
     * @param detail one line: what was seen, and what to do about it
     */
    record Finding(String check, Result result, String detail) {}

    private final List<Finding> all = new ArrayList<>();
    private final PrintWriter out;
    private final boolean json;
    private UnaryOperator<String> masked = UnaryOperator.identity();

    Findings(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    /** From now on no detail shows what this takes away. */
    void mask(UnaryOperator<String> secrets) {
        masked = secrets;
    }

    void ok(String check, String detail) {
        add(check, Result.ok, detail);
    }

    void warn(String check, String detail) {
        add(check, Result.WARN, detail);
    }

    void fail(String check, String detail) {
        add(check, Result.FAIL, detail);
    }

    boolean allWell() {
        return all.stream().noneMatch(finding -> finding.result() == Result.FAIL);
    }

    /** Prints what has not been printed yet. */
    void finish() {
        if (json) {
            out.println(Json.write(Map.of("findings", all)));
        }
        out.flush();
    }

    private void add(String check, Result result, String detail) {
        String line = masked.apply(detail).strip().replaceAll("\\s+", " ");
        all.add(new Finding(check, result, line));
        if (!json) {
            out.printf("%-4s  %-32s  %s%n", result, check, line);
            out.flush();
        }
    }
}
