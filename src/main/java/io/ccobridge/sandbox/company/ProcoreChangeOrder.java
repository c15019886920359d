package io.ccobridge.sandbox.company;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A commitment change order. It starts approved, in US dollars, and adds up. Nothing is checked
 * here, so that tests can make what Procore should never send.
 */
public final class ProcoreChangeOrder extends ErpRecord<ProcoreChangeOrder> {

    private final ProcoreCommitment commitment;
    private long packageId;
    private String number;
    private String title;
    private String description = "";
    private String status = "approved";
    private String currency = "USD";
    private Instant reviewedAt;
    private LocalDate dueDate;
    private String total;
    private List<ProcoreLine> lines = List.of();
    private String raw;
    private String rawLines;
    private Instant deletedAt;

    ProcoreChangeOrder(ProcoreCommitment commitment, String number, String title) {
        super(commitment.company());
        this.commitment = commitment;
        this.packageId = company().nextId();
        this.number = number;
        this.title = title;
        this.reviewedAt = createdAt();
    }

    public ProcoreChangeOrder approve() {
        return setStatus("approved");
    }

    /** Status {@code void}. */
    public ProcoreChangeOrder makeVoid() {
        return setStatus("void");
    }

    /** As Procore spells it: {@code draft}, {@code pending}, {@code not_proceeding}... */
    public ProcoreChangeOrder setStatus(String value) {
        return change(
                () -> {
                    status = value;
                    reviewedAt = "approved".equals(value) ? company().now() : null;
                });
    }

    public ProcoreChangeOrder setNumber(String value) {
        return change(() -> number = value);
    }

    public ProcoreChangeOrder setTitle(String value) {
        return change(() -> title = value);
    }

    public ProcoreChangeOrder setDescription(String value) {
        return change(() -> description = value);
    }

    /**
     * @param value ISO code; null where Procore gives no currency
     */
    public ProcoreChangeOrder setCurrency(String value) {
        return change(() -> currency = value);
    }

    public ProcoreChangeOrder setDueDate(LocalDate value) {
        return change(() -> dueDate = value);
    }

    /** A total that need not be the lines' sum; null brings the sum back. */
    public ProcoreChangeOrder setTotal(String value) {
        return change(() -> total = value);
    }

    public ProcoreChangeOrder setLines(ProcoreLine... value) {
        return setLines(List.of(value));
    }

    /** Other lines, with new ids; WBS codes that the project has not yet are added to it. */
    public ProcoreChangeOrder setLines(List<ProcoreLine> value) {
        return change(
                () -> {
                    lines = value.stream().map(line -> line.withId(company().nextId())).toList();
                    lines.stream()
                            .filter(line -> line.wbsCode() != null)
                            .forEach(line -> project().wbsCode(line.wbsCode()));
                });
    }

    /**
     * From now on this text, valid JSON or not, is answered in this document's place, in lists and
     * alone; null ends it. Filters still see the change order as it is.
     */
    public ProcoreChangeOrder putRaw(String json) {
        return change(() -> raw = json);
    }

    /** The same for the whole answer to a call for its lines. */
    public ProcoreChangeOrder putRawLines(String body) {
        return change(() -> rawLines = body);
    }

    /** When it was approved, told apart from its times. */
    public ProcoreChangeOrder setReviewedAt(Instant value) {
        return change(() -> reviewedAt = value);
    }

    /**
     * Gone from Procore; only the list of packages still tells of it, as of one that was deleted.
     */
    public void remove() {
        change(
                () -> {
                    deletedAt = company().now();
                    project().remove(this);
                });
    }

    /**
     * Puts it into another one's package, as a person does where there are two tiers: that package
     * is the sum of both from then on.
     */
    public ProcoreChangeOrder joinPackageOf(ProcoreChangeOrder other) {
        return change(() -> packageId = other.packageId);
    }

    public ProcoreProject project() {
        return commitment.project();
    }

    public ProcoreCommitment commitment() {
        return commitment;
    }

    /**
     * Of the change order package that it comes with on the classic side. Where there are three
     * tiers, it is that package.
     */
    public long packageId() {
        return read(() -> packageId);
    }

    /** Null while it is there. */
    public Instant deletedAt() {
        return read(() -> deletedAt);
    }

    public String number() {
        return read(() -> number);
    }

    public String title() {
        return read(() -> title);
    }

    public String description() {
        return read(() -> description);
    }

    public String status() {
        return read(() -> status);
    }

    public String currency() {
        return read(() -> currency);
    }

    /** When it was approved; null while it is not. */
    public Instant reviewedAt() {
        return read(() -> reviewedAt);
    }

    public LocalDate dueDate() {
        return read(() -> dueDate);
    }

    public List<ProcoreLine> lines() {
        return read(() -> lines);
    }

    /** As it goes over the wire. */
    public String total() {
        return read(() -> total != null ? total : Money.text(sum()));
    }

    /** What the lines add up to. */
    public BigDecimal sum() {
        return read(
                () ->
                        lines.stream()
                                .map(ProcoreLine::value)
                                .reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    public Optional<String> raw() {
        return read(() -> Optional.ofNullable(raw));
    }

    public Optional<String> rawLines() {
        return read(() -> Optional.ofNullable(rawLines));
    }

    @Override
    ProcoreChangeOrder self() {
        return this;
    }
}
