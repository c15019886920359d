package io.ccobridge.changeorder;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Amounts added up, each currency on its own: dollars of two countries have no sum. What has no
 * currency is in that of the site.
 */
public final class Totals {

    private static final String USUAL = "USD";

    private final String home;
    private final Map<String, BigDecimal> sums = new TreeMap<>();

    /**
     * @param home the site's currency, an ISO code; null or blank: USD
     */
    public Totals(String home) {
        this.home = currency(home, USUAL);
    }

    /**
     * The ISO code in upper case.
     *
     * @param given as Procore names it; null or blank where it names none
     */
    public static String currency(String given, String home) {
        String code = given == null || given.isBlank() ? home : given;
        return code == null || code.isBlank() ? USUAL : code.strip().toUpperCase(Locale.ROOT);
    }

    /**
     * @param currency null or blank: the site's
     * @param amount null where it cannot be read: it adds nothing
     */
    public void add(String currency, BigDecimal amount) {
        if (amount != null) {
            sums.merge(currency(currency, home), amount, BigDecimal::add);
        }
    }

    /** Of all currencies together, for those who have promised one figure. */
    public BigDecimal all() {
        return sums.values().stream().reduce(new BigDecimal("0.00"), BigDecimal::add);
    }

    /** Whether any but the site's currency is among them. */
    public boolean foreign() {
        return sums.keySet().stream().anyMatch(currency -> !currency.equals(home));
    }

    /**
     * The decimals by currency, exact, with at least two places; the site's currency first, then by
     * code. Empty where nothing was added.
     */
    public Map<String, String> byCurrency() {
        Map<String, String> shown = new LinkedHashMap<>();
        if (sums.containsKey(home)) {
            shown.put(home, text(sums.get(home)));
        }
        sums.forEach((currency, sum) -> shown.putIfAbsent(currency, text(sum)));
        return shown;
    }

    /** Exact, at least two decimals, no zeros beyond. */
    public static String text(BigDecimal amount) {
        BigDecimal exact = amount.stripTrailingZeros();
        return exact.setScale(Math.max(2, exact.scale()), RoundingMode.UNNECESSARY).toPlainString();
    }
}
