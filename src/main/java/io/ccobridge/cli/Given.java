package io.ccobridge.cli;

import java.util.Map;

/** Options that may be left out. */
final class Given {

    private Given() {}

    /** Puts the value, unless it was left out (null). */
    static void put(Map<String, String> parameters, String name, Object value) {
        if (value != null) {
            parameters.put(name, value.toString());
        }
    }
}
