package io.ccobridge.procore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class StoppablePauseTest {

    @Test
    void aWaitEndsAtOnceWhenCamelStops() {
        StoppablePause pause = new StoppablePause();
        CamelContext camel = new DefaultCamelContext();
        camel.addLifecycleStrategy(pause);
        camel.start();
        CompletableFuture<Void> waiting =
                CompletableFuture.runAsync(() -> pause.of(Duration.ofHours(1)));
        assertThat(waiting).isNotDone();
        camel.stop();
        assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS))
                .satisfiesAnyOf(
                        e -> assertThat(e).isInstanceOf(CancellationException.class),
                        e ->
                                assertThat(e)
                                        .isInstanceOf(ExecutionException.class)
                                        .hasCauseInstanceOf(CancellationException.class));
        assertThatThrownBy(() -> pause.of(Duration.ZERO)).isInstanceOf(CancellationException.class);
    }
}
