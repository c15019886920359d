package io.ccobridge.settings;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with settings, so that nobody has to start the bridge once a mistake. */
public final class Problems {

    private final List<String> found = new ArrayList<>();

    public void add(String problem) {
        found.add(problem);
    }

    /** Looks at something; what is wrong with it is kept, and the next thing is looked at. */
    public void from(Runnable look) {
        try {
            look.run();
        } catch (WrongSetting e) {
            found.addAll(e.problems());
        }
    }

    /**
     * @throws WrongSetting with all that was found, when anything was
     */
    public void stopOnAny() {
        if (!found.isEmpty()) {
            throw new WrongSetting(found);
        }
    }
}
