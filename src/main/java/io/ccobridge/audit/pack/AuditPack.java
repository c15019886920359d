package io.ccobridge.audit.pack;

import io.ccobridge.changeorder.Refusal;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;

/** Writes audit packs. */
public final class AuditPack {

    // each keeps a connection until the last byte has left
    private static final int AT_ONCE = 2;

    private final DataSource dataSource;
    private final ZoneId zone;
    private final Clock clock;
    private final Semaphore places = new Semaphore(AT_ONCE);

    /**
     * @param zone whose days are meant
     */
    public AuditPack(DataSource dataSource, ZoneId zone, Clock clock) {
        this.dataSource = dataSource;
        this.zone = zone;
        this.clock = clock;
    }

    /**
     * The pack of a period as a zip file in pieces; whoever takes them closes it ({@link
     * AutoCloseable}), also when not all were taken.
     *
     * @param query {@code from} and {@code to}: the first and the last day
     * @throws Refusal 400 for a period that ends before it begins, 503 when others are being
     *     written
     */
    public Iterator<byte[]> pack(Map<String, String> query) {
        Period period = Period.of(query, zone);
        if (!places.tryAcquire()) {
            throw Refusal.unavailable(
                    AT_ONCE + " audit packs are being written already; try again in a minute.");
        }
        try {
            Snapshot snapshot = new Snapshot(dataSource, period);
            Tally tally = new Tally();
            return new ZipPieces(
                    snapshot,
                    tally,
                    List.of(
                            ChangeOrders.file(snapshot, tally),
                            LinesFile.of(snapshot, tally),
                            Moves.file(snapshot, tally),
                            SpectrumCalls.file(snapshot, tally)),
                    clock.instant(),
                    places::release);
        } catch (SQLException | RuntimeException e) {
            places.release();
            throw new IllegalStateException("the database cannot be read", e);
        }
    }
}
