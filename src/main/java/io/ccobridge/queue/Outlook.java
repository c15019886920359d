package io.ccobridge.queue;

import io.ccobridge.changeorder.ExportPlan;
import io.ccobridge.changeorder.Problem;
import io.ccobridge.changeorder.Sum;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a failed export would be if it were made again now, from what was sent to accounting and the
 * links and settings of today, beside what was approved. The approval is bound to amounts, vendor,
 * subcontract and job; what only follows a setting is sent as it is today under the same approval;
 * what the approver chose or the bridge allocated stays as it was.
 *
 * @param stored what was approved
 * @param inProcore what became of it in Procore since it was sent to accounting, as the end of
 *     "since it ..."; null when it is as it was
 * @param problems the requirements that it does not meet any more; Spectrum has the last word
 * @param decided differences in what an approver decides about: with one, it needs a new approval
 * @param mapping the other differences
 * @param header what is sent under the old approval
 */
public record Outlook(
        StoredExport stored,
        String inProcore,
        List<Problem> problems,
        List<Difference> decided,
        List<Difference> mapping,
        Map<String, String> header) {

    /** For {@code inProcore}. */
    public static final String CHANGED = "changed in Procore since it was approved";

    /** For {@code inProcore}. */
    public static final String GONE = "is not shown by Procore any more";

    /** Where the money goes: Spectrum's key but for the number. */
    private static final Set<String> DECIDED =
            Set.of(
                    "Company_Code",
                    "Job_Number",
                    "Customer_Code",
                    "Subcontractor_Code",
                    "Subcontract_Number");

    /** Chosen by the approver, or allocated once and for all. */
    private static final Set<String> KEPT =
            Set.of(
                    "Change_Request_Number",
                    "CR_Description",
                    "Sub_Change_Order_Number",
                    "Sub_Change_Order_Date");

    /**
     * What Spectrum keeps once for the whole change request: the next line's call sets it. All else
     * it keeps with each line (facts/spectrum-api.md 2.2).
     */
    private static final Set<String> ONCE =
            Set.of("CR_Description", "CR_Status", "Cost_Reimbursable_Flag", "Origination_Date");

    /** They have no business in a stored header, and are never shown. */
    private static final Set<String> SECRET = Set.of("Authorization_ID", "GUID");

    public Outlook {
        problems = List.copyOf(problems);
        decided = List.copyOf(decided);
        mapping = List.copyOf(mapping);
    }

    /**
     * @param inProcore as above
     * @param today the whole plan, with everything chosen and allocated as today would give it
     */
    public static Outlook of(
            StoredExport stored, String inProcore, List<Problem> problems, ExportPlan today) {
        Map<String, String> header = new LinkedHashMap<>();
        List<Difference> decided = new ArrayList<>();
        List<Difference> mapping = new ArrayList<>();
        Set<String> elements = new LinkedHashSet<>(today.header().keySet());
        elements.addAll(stored.header().keySet());
        elements.removeAll(SECRET);
        for (String element : elements) {
            String before = stored.header().get(element);
            String after = today.header().get(element);
            boolean stays = KEPT.contains(element) || DECIDED.contains(element);
            put(header, element, stays ? before : after);
            if (DECIDED.contains(element) && !sameCode(before, after)) {
                decided.add(new Difference(element, before, after));
            } else if (!stays && !Objects.equals(before, after)) {
                mapping.add(new Difference(element, before, after));
            }
        }
        decided.addAll(lines(stored.plan().sums(), today.sums()));
        return new Outlook(stored, inProcore, problems, decided, mapping, header);
    }

    /** Why it needs a new approval; empty when it keeps the one it has. */
    public Optional<String> whyBack() {
        if (inProcore != null) {
            return Optional.of("it " + inProcore + inBrackets(decided));
        }
        if (!decided.isEmpty()) {
            return Optional.of("it differs from what was approved" + inBrackets(decided));
        }
        return stored.intact()
                ? Optional.empty()
                : Optional.of("what is stored of it is not what was approved (its hash differs)");
    }

    private static String inBrackets(List<Difference> differences) {
        return differences.isEmpty() ? "" : " (" + Difference.inWords(differences) + ")";
    }

    public boolean changedInProcore() {
        return inProcore != null;
    }

    public boolean keepsApproval() {
        return whyBack().isEmpty();
    }

    public List<Difference> differences() {
        List<Difference> all = new ArrayList<>(decided);
        all.addAll(mapping);
        return List.copyOf(all);
    }

    /**
     * The lines that would be sent; none when it goes back to the approver. What Spectrum has taken
     * is sent again only when something differs that it keeps with each line.
     */
    public List<StoredExport.StoredLine> remaining() {
        if (!keepsApproval()) {
            return List.of();
        }
        return stored.lines().stream()
                .filter(line -> !line.done() || tellsLinesAgain(mapping))
                .toList();
    }

    /** What Spectrum may hold already, and would be told the same once more. */
    public boolean writesOver() {
        return remaining().stream().anyMatch(StoredExport.StoredLine::told);
    }

    static boolean tellsLinesAgain(List<Difference> differences) {
        return differences.stream().anyMatch(one -> !ONCE.contains(one.element()));
    }

    private static void put(Map<String, String> header, String element, String value) {
        if (value != null) {
            header.put(element, value);
        }
    }

    private static List<Difference> lines(List<Sum> before, List<Sum> after) {
        Map<String, String> then = amounts(before);
        Map<String, String> now = amounts(after);
        Set<String> places = new TreeSet<>(then.keySet());
        places.addAll(now.keySet());
        return places.stream()
                .filter(place -> !Objects.equals(then.get(place), now.get(place)))
                .map(place -> new Difference("line " + place, then.get(place), now.get(place)))
                .toList();
    }

    private static Map<String, String> amounts(List<Sum> sums) {
        Map<String, String> amounts = new TreeMap<>();
        sums.forEach(
                sum ->
                        amounts.put(
                                (sum.phase() + " " + sum.costType()).toUpperCase(Locale.ROOT),
                                sum.amount().toPlainString()));
        return amounts;
    }

    /** Spectrum's codes are found in any letter case. */
    private static boolean sameCode(String one, String other) {
        return one == null ? other == null : one.equalsIgnoreCase(other);
    }
}
