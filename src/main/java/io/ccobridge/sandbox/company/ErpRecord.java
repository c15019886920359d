package io.ccobridge.sandbox.company;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

/**
 * Something in Procore that has an id, times and the three ERP fields (facts/procore-api.md 2.6).
 *
 * @param <T> the record itself, so that changes can be chained
 */
public abstract class ErpRecord<T extends ErpRecord<T>> {

    private final Company company;
    private final long id;
    private Instant createdAt;
    private Instant updatedAt;
    private String originId;
    private String originCode;
    private String originData;

    ErpRecord(Company company) {
        this.company = company;
        this.id = company.nextId();
        this.createdAt = company.now();
        this.updatedAt = createdAt;
    }

    public final long id() {
        return id;
    }

    public final Instant createdAt() {
        return read(() -> createdAt);
    }

    public final Instant updatedAt() {
        return read(() -> updatedAt);
    }

    /** Null while nothing is linked. Of a change order, these are the fields of its package. */
    public final String originId() {
        return read(() -> originId);
    }

    public final String originCode() {
        return read(() -> originCode);
    }

    public final String originData() {
        return read(() -> originData);
    }

    public final T setOriginId(String value) {
        return change(() -> originId = value);
    }

    public final T setOriginCode(String value) {
        return change(() -> originCode = value);
    }

    public final T setOriginData(String value) {
        return change(() -> originData = value);
    }

    /** Moves this into the past: the one change that leaves {@code updated_at} where it is told. */
    public final T setTimes(Instant created, Instant updated) {
        synchronized (company) {
            createdAt = created.truncatedTo(ChronoUnit.SECONDS);
            updatedAt = updated.truncatedTo(ChronoUnit.SECONDS);
            return self();
        }
    }

    final Company company() {
        return company;
    }

    final <V> V read(Supplier<V> value) {
        synchronized (company) {
            return value.get();
        }
    }

    final T change(Runnable change) {
        synchronized (company) {
            change.run();
            updatedAt = company.now();
            return self();
        }
    }

    abstract T self();
}
