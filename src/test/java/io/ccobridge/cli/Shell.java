package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.json.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;

/** Where a test types commands: without a person before it, unless the test is one. */
final class Shell implements Terminal, Programs {

    record Result(int code, String out, String err) {

        JsonNode json() {
            return Json.read(out);
        }
    }

    private final String url;
    private final Deque<String> typed = new ArrayDeque<>();
    private boolean attended;
    private String piped = "";
    private CommandLine commands;
    final List<String> asked = new ArrayList<>();
    final List<String> started = new ArrayList<>();

    Shell(String url) {
        this.url = url;
    }

    /** From now on a person sits there, who answers so. */
    Shell withPerson(String... answers) {
        attended = true;
        typed.addAll(List.of(answers));
        return this;
    }

    Shell withPiped(String text) {
        piped = text;
        return this;
    }

    /** Runs a command that talks to a bridge. */
    Result run(String... args) {
        List<String> all = new ArrayList<>(Arrays.asList(args));
        all.addAll(List.of("--url", url, "--token", "secret"));
        return runBare(all.toArray(String[]::new));
    }

    Result runBare(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        if (commands == null) {
            commands = CcoBridge.commandLine(this, this, Duration.ofMillis(1));
        }
        int code = commands.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(args);
        return new Result(code, out.toString(), err.toString());
    }

    @Override
    public boolean attended() {
        return attended;
    }

    @Override
    public Optional<String> ask(String question) {
        asked.add(question);
        return Optional.ofNullable(typed.poll());
    }

    @Override
    public Optional<String> askUnseen(String question) {
        return ask(question);
    }

    @Override
    public String pipedIn() {
        return piped;
    }

    @Override
    public int run() {
        started.add("run");
        return 0;
    }

    @Override
    public int demo() {
        started.add("demo");
        return 0;
    }

    @Override
    public int doctor(boolean json) {
        started.add("doctor " + json);
        return 1;
    }
}
