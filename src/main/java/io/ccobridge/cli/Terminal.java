package io.ccobridge.cli;

import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The person before the screen, if there is one. */
public interface Terminal {

    /** Whether somebody is there to answer and to watch: false in a pipe, in cron, in a service. */
    boolean attended();

    /** The answer; empty when the person ended the input instead. Only when attended. */
    Optional<String> ask(String question);

    /** As {@link #ask}, and what is typed is not shown. */
    Optional<String> askUnseen(String question);

    /** Everything that is piped in, as UTF-8. */
    String pipedIn();

    /** The terminal of this process. */
    static Terminal ofThisProcess() {
        // null unless both input and output are a terminal; so after Java 21 too, with the
        // jdk.console=java.base that bin/cco-bridge gives
        Console console = System.console();
        return new Terminal() {
            @Override
            public boolean attended() {
                return console != null;
            }

            @Override
            public Optional<String> ask(String question) {
                return Optional.ofNullable(console.readLine("%s", question));
            }

            @Override
            public Optional<String> askUnseen(String question) {
                return Optional.ofNullable(console.readPassword("%s", question)).map(String::new);
            }

            @Override
            public String pipedIn() {
                InputStream in = System.in;
                try {
                    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }
}
