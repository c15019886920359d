package io.ccobridge.sandbox.company;

import io.ccobridge.changeorder.Commitment.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A believable general contractor in both systems: 6 projects, 40 vendors, 120 commitments, 300
 * change orders. The same each time, but for its dates, which lie within the 400 days before the
 * clock's now.
 */
public final class Seed {

    /** What is wrong with an approved change order, and how many of them there are. */
    enum Flaw {
        LONG_TITLE(7),
        LONG_NUMBER(4),
        UNKNOWN_VENDOR(6),
        PURCHASE_ORDER(7),
        UNKNOWN_COST_CODE(6),
        NO_LINES(3),
        COMPLETE_PHASE(4),
        FOREIGN_CURRENCY(2),
        UNKNOWN_COMMITMENT(6);

        private final int count;

        Flaw(int count) {
            this.count = count;
        }
    }

    /** What becomes of a change order: its status, and its flaw or null. */
    private record Fate(String status, Flaw flaw) {}

    private static final Map<String, Integer> SOUND =
            Map.of("approved", 195, "draft", 22, "pending", 18, "void", 12, "rejected", 8);
    private static final int SUBCONTRACTS = 17;
    private static final int PURCHASE_ORDERS = 3;
    private static final int COUNTED_ONE_IN = 5;

    private final Random random = new Random(20_241_101);
    private final Instant now;
    private final Company company;
    private final List<ProcoreVendor> linked = new ArrayList<>();
    private final List<ProcoreVendor> unknown = new ArrayList<>();
    private final Map<ProcoreVendor, String> trades = new HashMap<>();
    private final Map<ProcoreCommitment, Integer> changeOrders = new HashMap<>();
    private final SpectrumBooks books;

    public Seed(Clock clock) {
        now = clock.instant();
        company = new Company(clock);
        SeedNames.FIRMS.forEach(this::addVendor);
        SeedNames.SITES.forEach(this::addProject);
        addChangeOrders();
        books = SeedBooks.of(company);
    }

    /** Procore's side, alive. */
    public Company company() {
        return company;
    }

    /** Spectrum's side, as it stands when the seed is made. */
    public SpectrumBooks books() {
        return books;
    }

    private void addVendor(SeedNames.Firm firm) {
        ProcoreVendor vendor = company.addVendor(firm.name(), firm.code());
        vendor.setTimes(daysAgo(600), daysAgo(450));
        trades.put(vendor, firm.trade());
        boolean known = firm.code() != null && !firm.equals(SeedNames.INACTIVE);
        (known ? linked : unknown).add(vendor);
    }

    private void addProject(SeedNames.Site site) {
        ProcoreProject project =
                company.addProject(site.name(), site.number())
                        .setTimeZone(site.timeZone(), site.tzName());
        project.setTimes(daysAgo(500), daysAgo(420));
        for (SeedNames.Code code : SeedNames.CODES) {
            project.costCode(code.code(), code.name()).setTimes(daysAgo(500), daysAgo(500));
            SeedNames.COST_TYPES.forEach(type -> project.wbsCode(code.code() + "." + type));
        }
        String suffix = site.number().substring(site.number().indexOf('-') + 1);
        for (int i = 1; i <= SUBCONTRACTS + PURCHASE_ORDERS; i++) {
            addCommitment(project, suffix, i);
        }
    }

    /** The last two subcontracts are those that accounting does not know, or not the vendor of. */
    private void addCommitment(ProcoreProject project, String suffix, int i) {
        ProcoreVendor vendor =
                i == SUBCONTRACTS - 1
                        ? unknown.get(company.projects().size() % unknown.size())
                        : pick(linked);
        ProcoreCommitment commitment =
                i <= SUBCONTRACTS
                        ? project.addSubcontract("SC-%s-%03d".formatted(suffix, i), vendor)
                        : project.addPurchaseOrder("PO-%s-%03d".formatted(suffix, i), vendor);
        if (i == SUBCONTRACTS) {
            commitment.setOriginCode(null);
        }
        if (i % COUNTED_ONE_IN == 0 && i < SUBCONTRACTS - 1) {
            commitment.countLines();
        }
        int age = 400 + random.nextInt(50);
        commitment
                .setTitle(SeedNames.codesOf(trades.get(vendor)).get(0).name())
                .setAmount(amount(40_000, 4_000_000))
                .setTimes(daysAgo(age), daysAgo(age));
    }

    private void addChangeOrders() {
        List<Fate> fates = fates();
        // ids rise with the date, as Procore gives them
        int[] ages = random.ints(fates.size(), 2 * 24 * 60, 400 * 24 * 60).sorted().toArray();
        for (int i = 0; i < fates.size(); i++) {
            ProcoreProject project = company.projects().get(i % company.projects().size());
            addChangeOrder(project, fates.get(i), ages[ages.length - 1 - i]);
        }
    }

    private List<Fate> fates() {
        List<Fate> fates = new ArrayList<>();
        SOUND.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> fates.addAll(times(e.getValue(), new Fate(e.getKey(), null))));
        for (Flaw flaw : Flaw.values()) {
            fates.addAll(times(flaw.count, new Fate("approved", flaw)));
        }
        Collections.shuffle(fates, random);
        return fates;
    }

    private static List<Fate> times(int count, Fate fate) {
        return Collections.nCopies(count, fate);
    }

    private void addChangeOrder(ProcoreProject project, Fate fate, int ageInMinutes) {
        Flaw flaw = fate.flaw();
        ProcoreCommitment commitment = commitment(project, flaw);
        int count = changeOrders.merge(commitment, 1, Integer::sum);
        String number = "%03d".formatted(count);
        String title = pick(flaw == Flaw.LONG_TITLE ? SeedNames.LONG_TITLES : SeedNames.TITLES);
        ProcoreChangeOrder changeOrder =
                commitment.addChangeOrder(
                        flaw == Flaw.LONG_NUMBER ? commitment.number() + "-CO-" + number : number,
                        title,
                        asTheContractHasThem(
                                commitment, lines(trades.get(commitment.vendor()), title, flaw)));
        Instant created = now.minus(Duration.ofMinutes(ageInMinutes));
        Instant updated =
                created.plus(Duration.ofMinutes(random.nextInt(Math.min(ageInMinutes, 43_200))));
        changeOrder
                .setDescription(title + ", as agreed with " + commitment.vendor().name() + ".")
                .setStatus(fate.status())
                .setCurrency(flaw == Flaw.FOREIGN_CURRENCY ? "CAD" : "USD");
        if (fate.status().equals("approved")) {
            changeOrder.setReviewedAt(updated);
        }
        changeOrder.setTimes(created, updated);
    }

    private ProcoreCommitment commitment(ProcoreProject project, Flaw flaw) {
        List<ProcoreCommitment> all = project.commitments();
        if (flaw == Flaw.UNKNOWN_VENDOR) {
            return all.get(SUBCONTRACTS - 2);
        }
        if (flaw == Flaw.UNKNOWN_COMMITMENT) {
            return all.get(SUBCONTRACTS - 1);
        }
        if (flaw == Flaw.PURCHASE_ORDER) {
            return pick(all.stream().filter(c -> c.kind() == Kind.PURCHASE_ORDER).toList());
        }
        return pick(all.subList(0, SUBCONTRACTS - 2));
    }

    private List<ProcoreLine> lines(String trade, String title, Flaw flaw) {
        if (flaw == Flaw.NO_LINES) {
            return List.of();
        }
        List<SeedNames.Code> codes = SeedNames.codesOf(trade);
        int count = 1 + random.nextInt(5);
        List<ProcoreLine> lines =
                new ArrayList<>(
                        IntStream.range(0, count)
                                .mapToObj(i -> line(pick(codes).code(), title))
                                .toList());
        if (flaw == Flaw.UNKNOWN_COST_CODE) {
            lines.add(line(SeedNames.UNKNOWN.code(), title));
        }
        if (flaw == Flaw.COMPLETE_PHASE) {
            lines.add(line(SeedNames.COMPLETE.code(), title));
        }
        return lines;
    }

    /**
     * Of a unit based contract, pieces at a cost that makes up the amount but for Procore's
     * rounding.
     */
    private static List<ProcoreLine> asTheContractHasThem(
            ProcoreCommitment commitment, List<ProcoreLine> lines) {
        return commitment.accountingMethod().equals("unit")
                ? lines.stream().map(Seed::counted).toList()
                : lines;
    }

    private static ProcoreLine counted(ProcoreLine line) {
        BigDecimal pieces = BigDecimal.valueOf(3 + line.value().abs().longValue() % 40);
        BigDecimal unitCost = line.value().divide(pieces, 4, RoundingMode.HALF_UP);
        return ProcoreLine.counted(
                        line.wbsCode(),
                        pieces.toPlainString(),
                        "EA",
                        unitCost.toPlainString(),
                        line.description())
                .rounded(line.amount());
    }

    /** Mostly under subcontract, so that a change order often has several lines for one phase. */
    private ProcoreLine line(String code, String title) {
        String type = random.nextInt(10) < 7 ? "S" : pick(SeedNames.COST_TYPES);
        boolean credit = title.contains("Credit") || random.nextInt(10) == 0;
        BigDecimal amount = amount(180, 60_000);
        return ProcoreLine.line(
                code + "." + type,
                (credit ? amount.negate() : amount).toPlainString(),
                pick(SeedNames.LINE_TEXTS));
    }

    /** Small ones are more frequent than large ones. */
    private BigDecimal amount(double least, double most) {
        double logarithm =
                StrictMath.log(least)
                        + random.nextDouble() * (StrictMath.log(most) - StrictMath.log(least));
        return BigDecimal.valueOf(StrictMath.exp(logarithm)).setScale(2, RoundingMode.HALF_UP);
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private Instant daysAgo(int days) {
        return now.minus(Duration.ofDays(days));
    }
}
