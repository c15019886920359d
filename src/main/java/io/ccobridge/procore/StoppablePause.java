package io.ccobridge.procore;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.support.LifecycleStrategySupport;

/**
 * Waits in real time and ends every wait when Camel begins to stop: Procore may ask for an hour, a
 * shutdown must not take one. Bound to the registry it is told of the stop by Camel itself.
 *
 * <p>The stop comes through a latch and not as an interrupt: H2 closes its file when a thread is
 * interrupted in the middle of a write.
 */
public final class StoppablePause extends LifecycleStrategySupport implements Pause {

    private final CountDownLatch stopping = new CountDownLatch(1);

    @Override
    public void of(Duration time) {
        try {
            if (stopping.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new CancellationException("The bridge is stopping.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("The bridge is stopping.");
        }
    }

    @Override
    public void onContextStopping(CamelContext context) {
        stopping.countDown();
    }
}
