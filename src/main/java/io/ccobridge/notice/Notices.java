package io.ccobridge.notice;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Who is to be told what by mail (lifecycle, "Mail"). What has happened is read from the audit
 * trail, so that no move has to think of mail, and what a crash interrupts is told after it. Each
 * event is told to each person once: the table does not take it a second time, on whatever node.
 */
public final class Notices {

    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);

    /** Entries looked through at once. */
    private static final int MOST_ENTRIES = 1_000;

    /** What is older than this when mail is turned on is no news. */
    private static final Duration NEWS = Duration.ofDays(1);

    /** How long the first of several waits for the others. */
    static final Duration GATHER = Duration.ofSeconds(5);

    /** And how long after a mail of its kind the next one comes at the earliest. */
    static final Duration APART = Duration.ofMinutes(10);

    private static final Duration LONGEST_CALL = Duration.ofMinutes(5);
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int MOST_TRIES = 30;

    private final TransactionTemplate transaction;
    private final NoticeTable table;
    private final Events events;
    private final ZoneId zone;
    private final Clock clock;

    /**
     * @param zone in which a day, and so a daily mail, begins
     */
    public Notices(JdbcClient jdbc, TransactionTemplate transaction, ZoneId zone, Clock clock) {
        this.transaction = transaction;
        this.table = new NoticeTable(jdbc);
        this.events = new Events(jdbc);
        this.zone = zone;
        this.clock = clock;
    }

    /** Writes down what has happened since the last look and is to be told. */
    public void collect() {
        transaction.executeWithoutResult(
                status -> {
                    Instant now = now();
                    long position = table.lockPosition();
                    // an entry's id is its place in the chain: none comes later with a lower one
                    long newest = events.newest();
                    List<Events.Entry> entries = events.between(position, newest, MOST_ENTRIES);
                    for (Events.Entry entry : entries) {
                        if (entry.at().isAfter(now.minus(NEWS))) {
                            tell(entry, now);
                        }
                    }
                    table.moveTo(
                            entries.size() < MOST_ENTRIES
                                    ? newest
                                    : entries.get(entries.size() - 1).id());
                    events.openCircuit().ifPresent(circuit -> tell(circuit, now));
                });
    }

    private void tell(Events.Entry entry, Instant now) {
        String event = "audit " + entry.id();
        if (entry.to().equals("REJECTED")) {
            for (Events.Person person : events.toTellOfRejection(entry.changeOrderId())) {
                table.add("rejected", event, person, events.rejection(entry), now, now);
            }
        } else {
            for (Events.Person person : events.admins()) {
                table.add(
                        "failed",
                        event,
                        person,
                        events.failure(entry),
                        gathered("failed", person, now),
                        now);
            }
        }
    }

    private void tell(Events.OpenCircuit circuit, Instant now) {
        for (Events.Person person : events.admins()) {
            table.add(
                    "circuit",
                    "open " + circuit.since(),
                    person,
                    circuit.told(),
                    apart("circuit", person, now),
                    now);
        }
    }

    /** The first is told soon, the next ones together. */
    private Instant gathered(String kind, Events.Person person, Instant now) {
        return apart(kind, person, now.plus(GATHER));
    }

    /**
     * Then, unless a mail of the kind has just been sent: a Spectrum that flaps is one mail, too.
     */
    private Instant apart(String kind, Events.Person person, Instant soon) {
        return table.lastSent(kind, person.email())
                .map(last -> last.plus(APART))
                .filter(later -> later.isAfter(soon))
                .orElse(soon);
    }

    /** Writes down the day's mail to every approver who wants it and for whom something waits. */
    public void digest() {
        transaction.executeWithoutResult(
                status -> {
                    Instant now = now();
                    LocalDate today = now.atZone(zone).toLocalDate();
                    for (Events.Approver approver : events.approversWithDigest()) {
                        events.digest(approver)
                                .ifPresent(
                                        content ->
                                                table.add(
                                                        "digest",
                                                        "day " + today,
                                                        approver.person(),
                                                        content,
                                                        now,
                                                        now));
                    }
                });
    }

    /** A mail that is due, now this node's to send; null when none is. */
    public Mail next() {
        return transaction.execute(
                status -> {
                    Instant now = now();
                    int cut = table.unknown(now.minus(LONGEST_CALL), now);
                    if (cut > 0) {
                        LOG.warn(
                                "{} notices were cut off while they were sent; they are not sent"
                                        + " again, since nobody gets mail twice",
                                cut);
                    }
                    return table.claim(now).orElse(null);
                });
    }

    public void sent(Mail mail) {
        table.move(mail.notices(), "sent", now());
        LOG.info("{}: sent", mail);
    }

    /**
     * A mail that could not be sent, or perhaps was.
     *
     * @param thrown by the mail server's client
     */
    public void failed(Mail mail, Throwable thrown) {
        Instant now = now();
        if (MailErrors.perhapsTaken(thrown)) {
            table.move(mail.notices(), "unknown", now);
            LOG.warn(
                    "{}: the mail server broke off and may have taken it; it is not sent again: {}",
                    mail,
                    MailErrors.told(thrown));
            return;
        }
        int tries = table.tries(mail.notices()) + 1;
        if (tries >= MOST_TRIES) {
            table.move(mail.notices(), "given-up", now);
            LOG.error("{}: given up after {} tries: {}", mail, tries, MailErrors.told(thrown));
            return;
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(tries - 1, 10));
        Instant next = now.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
        table.again(mail.notices(), tries, next, now);
        LOG.warn("{}: not sent, next try {}: {}", mail, next, MailErrors.told(thrown));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
