package io.ccobridge.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Which logback configuration this process has: a program logs as the site says in {@code
 * config/logback.xml}, a command says what it has to say itself and logs only trouble, to standard
 * error.
 */
final class Logging {

    private static final String PROPERTY = "logback.configurationFile";
    private static final Set<String> PROGRAMS = Set.of("run", "demo");

    private Logging() {}

    /** To be called before the first logger is made. */
    static void choose(String[] args) {
        if (System.getProperty(PROPERTY) != null) {
            return;
        }
        if (args.length == 0 || !PROGRAMS.contains(args[0])) {
            System.setProperty(PROPERTY, "io/ccobridge/cli/logback.xml");
            return;
        }
        Path site = Path.of(System.getProperty("cco-bridge.home", "."), "config", "logback.xml");
        if (Files.exists(site)) {
            System.setProperty(PROPERTY, site.toUri().toString());
        }
    }
}
