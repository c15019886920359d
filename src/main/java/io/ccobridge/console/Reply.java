package io.ccobridge.console;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** What a page answers. */
sealed interface Reply {

    /**
     * A template with what it shows; templates are named without their ending.
     *
     * @param status 200, unless it shows what went wrong
     */
    record Shown(int status, String template, Map<String, Object> model) implements Reply {}

    /**
     * Another page to go to, so that a reload does nothing twice.
     *
     * @param path of this console, never another site's
     */
    record GoTo(String path) implements Reply {}

    /** The site's sign-in provider. */
    record Leave(String address) implements Reply {}

    /**
     * A file for the browser to keep.
     *
     * @param name letters, digits, dots and dashes
     * @param size bytes
     */
    record Sent(String name, String type, long size, Body body) implements Reply {

        /** Writes the whole of it. */
        @FunctionalInterface
        interface Body {
            void writeTo(OutputStream out) throws IOException;
        }
    }

    static Reply show(String template, Map<String, Object> model) {
        return new Shown(200, template, model);
    }

    static Reply goTo(String path) {
        return new GoTo(path);
    }
}
