package io.ccobridge.procore;

import java.time.Duration;

/** Waiting, so that tests need not. */
public interface Pause {

    /**
     * Returns after that time.
     *
     * @throws java.util.concurrent.CancellationException at once when the bridge stops
     */
    void of(Duration time);
}
