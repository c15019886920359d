package io.ccobridge.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ccobridge.TestClock;
import io.ccobridge.http.Refused;
import io.ccobridge.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DownloadsTest {

    private final TestClock clock = new TestClock("2026-11-27T12:00:00Z");
    private Downloads downloads = new Downloads(clock);

    @AfterEach
    void close() {
        downloads.close();
    }

    @Test
    void aFileIsItsOwnersAlone() throws IOException {
        Download download = start("ann", "1", "id,title\r\n1,\"a\r\n\"\"b\"\"\"\r\n", "2,ü\r\n");
        assertThat(over(download).ready()).isTrue();
        assertThat(text(download)).isEqualTo("id,title\r\n1,\"a\r\n\"\"b\"\"\"\r\n2,ü\r\n");
        assertThat(download.task().result().path("rows").asInt()).isEqualTo(2);
        assertThat(download.size()).isEqualTo(text(download).getBytes(UTF_8).length);
        assertThat(downloads.find("ann", download.id())).contains(download);
        assertThat(downloads.find("bob", download.id())).isEmpty();
        assertThat(downloads.of("bob")).isEmpty();
    }

    @Test
    void itIsTakenAwayAfterAnHourAndWhenTheBridgeStops() {
        Download old = over(start("ann", "1", "id\r\n"));
        clock.advance(Downloads.KEPT.minusSeconds(1));
        Download young = over(start("ann", "2", "id\r\n"));
        assertThat(downloads.of("ann")).containsExactly(young, old);
        clock.advance(java.time.Duration.ofSeconds(2));
        assertThat(downloads.of("ann")).containsExactly(young);
        assertGone(old);
        downloads.close();
        assertGone(young);
    }

    @Test
    void anOlderOneMakesRoom() {
        Download first = over(start("ann", "0", "id\r\n"));
        Download others = over(start("bob", "0", "id\r\n"));
        for (int i = 1; i <= Downloads.MOST; i++) {
            clock.advance(java.time.Duration.ofSeconds(1));
            over(start("ann", Integer.toString(i), "id\r\n"));
        }
        assertThat(downloads.of("ann")).hasSize(Downloads.MOST).doesNotContain(first);
        assertGone(first);
        assertThat(downloads.of("bob")).containsExactly(others);
    }

    @Test
    void whoAsksTwiceWaitsForOneAndNobodyHasManyMade() {
        CountDownLatch held = new CountDownLatch(1);
        Download first = start("ann", "1", held);
        assertThat(start("ann", "1", held)).isSameAs(first);
        assertThat(start("bob", "1", held)).isNotSameAs(first);
        start("ann", "2", held);
        start("ann", "3", held);
        assertThat(refused(() -> start("ann", "4", held)).problem().status()).isEqualTo(429);
        assertThat(start("ann", "3", held)).isNotNull();
        held.countDown();
        over(first);
        assertThat(start("ann", "1", held)).isNotSameAs(first);
    }

    @Test
    void whatCannotBeFinishedIsNotKept() {
        downloads.close();
        downloads = new Downloads(clock, new Download.Limits(6, 0));
        Download large = over(start("ann", "1", "id\r\n", "1\r\n"));
        assertThat(large.ready()).isFalse();
        assertThat(large.task().failure().getMessage()).contains("larger than 6 bytes");
        assertGone(large);

        downloads.close();
        downloads = new Downloads(clock, new Download.Limits(1_000, Long.MAX_VALUE / 2));
        Download noRoom = over(start("ann", "1", "id\r\n"));
        assertThat(noRoom.task().failure().getMessage()).contains("disk is nearly full");

        Download broken = over(start("ann", "2", (String) null));
        assertThat(broken.task().failure().problem().status()).isEqualTo(500);
        assertGone(broken);
    }

    @Test
    void aStopEndsThemAndInterruptsNobody() {
        List<Boolean> interrupted = new CopyOnWriteArrayList<>();
        Download endless =
                start(
                        "ann",
                        "1",
                        Stream.generate(
                                        () -> {
                                            interrupted.add(Thread.currentThread().isInterrupted());
                                            return "id\r\n";
                                        })
                                .iterator());
        await().until(() -> !interrupted.isEmpty());
        downloads.close();
        assertThat(endless.task().isOver()).isTrue();
        assertThat(endless.task().failure().problem().status()).isEqualTo(503);
        assertThat(interrupted).doesNotContain(true);
    }

    // ---- Making them

    private Download start(String owner, String what, String... pieces) {
        return start(owner, what, java.util.Arrays.asList(pieces).iterator());
    }

    private Download start(String owner, String what, CountDownLatch held) {
        return start(
                owner,
                what,
                new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        try {
                            assertThat(held.await(30, TimeUnit.SECONDS)).isTrue();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        return false;
                    }

                    @Override
                    public Object next() {
                        throw new UnsupportedOperationException();
                    }
                });
    }

    private Download start(String owner, String what, Iterator<?> pieces) {
        Wanted wanted =
                new Wanted(
                        owner,
                        Wanted.Kind.CHANGE_ORDERS,
                        Map.of("q", what),
                        "Ready",
                        Map.of(),
                        "ready.csv",
                        "/ready");
        ObjectNode nothing = Json.mapper().createObjectNode();
        return downloads.start(wanted, new Download.Source(() -> nothing, () -> pieces));
    }

    private static Download over(Download download) {
        await().until(() -> download.task().isOver());
        return download;
    }

    private static String text(Download download) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        download.writeTo(out);
        return out.toString(UTF_8);
    }

    private static void assertGone(Download download) {
        assertThat(download.holdsFile()).isFalse();
    }

    private static Refused refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(Refused.class, call);
    }
}
