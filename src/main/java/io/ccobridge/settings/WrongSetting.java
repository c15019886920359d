package io.ccobridge.settings;

import java.util.List;

/**
 * Settings are unknown or malformed: the bridge does not start. Each problem is one line for a
 * person, and all are told at once.
 */
public class WrongSetting extends RuntimeException {

    private final transient List<String> problems;

    public WrongSetting(String problem) {
        this(List.of(problem));
    }

    /**
     * @param problems at least one, each a line
     */
    public WrongSetting(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** One line each. */
    public List<String> problems() {
        return problems;
    }
}
