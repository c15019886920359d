package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Parameters;

/** A command on one or several ids: each on its own, a line a result, and none hides another. */
abstract class EachCommand extends ClientCommand {

    @Parameters(
            paramLabel = "ID",
            arity = "1..*",
            converter = Id.Converter.class,
            description = "Ids, as the lists show them.")
    private List<Id> ids;

    /**
     * What became of one.
     *
     * @param answer missing when it was declined
     */
    private record Result(Id id, JsonNode answer, Declined declined) {

        int exitCode() {
            return declined == null ? ExitCode.DONE : declined.exitCode();
        }

        Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("id", id.value());
            json.put("status", declined == null ? 200 : declined.status());
            if (declined == null) {
                json.put("answer", answer);
            } else {
                json.put("problem", declined.problem());
            }
            return json;
        }
    }

    /** Checks what picocli cannot, before the first one is touched. */
    void check(int howMany) {}

    /**
     * Looks at all of them before the first one is touched.
     *
     * @return null to go on, else one of {@link ExitCode}
     */
    Integer before(BridgeClient bridge, List<Id> all) {
        return null;
    }

    /**
     * @return what the bridge answers
     */
    abstract JsonNode move(BridgeClient bridge, Id id);

    /** The answer in a line. */
    abstract String line(JsonNode answer);

    @Override
    final int call(BridgeClient bridge) {
        check(ids.size());
        Integer early = before(bridge, List.copyOf(new LinkedHashSet<>(ids)));
        if (early != null) {
            return early;
        }
        List<Result> results = new ArrayList<>();
        try {
            for (Id id : new LinkedHashSet<>(ids)) {
                Result result = result(bridge, id);
                results.add(result);
                if (!json()) {
                    out().println(line(result));
                    out().flush();
                }
            }
        } finally {
            // what was done before the bridge went away is said too
            if (json() && !results.isEmpty()) {
                printJson(Map.of("results", results.stream().map(Result::json).toList()));
            }
        }
        return exitCode(results);
    }

    private String line(Result result) {
        return result.id()
                + "  "
                + (result.declined() == null
                        ? line(result.answer())
                        : "not done: " + result.declined().inOneLine());
    }

    private Result result(BridgeClient bridge, Id id) {
        try {
            return new Result(id, move(bridge, id), null);
        } catch (Declined e) {
            if (e.status() == 401) {
                throw e;
            }
            return new Result(id, MissingNode.getInstance(), e);
        }
    }

    /** What they all have in common; where some were done and some were not, it failed. */
    private static int exitCode(List<Result> results) {
        List<Integer> codes = results.stream().map(Result::exitCode).distinct().toList();
        return codes.size() == 1 ? codes.get(0) : ExitCode.FAILED;
    }
}
