package io.ccobridge.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.http.Refused;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One of the change orders that were chosen for a decision, as it stands for who is signed in.
 *
 * @param item what the API says of it; nothing but its id where the API refuses
 * @param preview what accepting it would send; null where nothing would be
 * @param against everything that keeps the person from this decision; empty: it can be made
 * @param remarks what else there is to look at before it is made
 */
public record Chosen(Object item, Object preview, List<Remark> against, List<Remark> remarks) {

    /**
     * @param fix what a person does about it; empty where the message says it
     */
    public record Remark(String message, String fix) {}

    private static final Remark A_SECOND_PERSON =
            new Remark("It goes to Spectrum once a second person has accepted it as well.", "");

    /**
     * @param move accept or reject
     */
    static Chosen of(Visit visit, String move, String id) {
        JsonNode item;
        JsonNode preview = null;
        try {
            // before the preview, which shows another version where it leads elsewhere by now
            item = visit.call("getChangeOrder", Map.of("id", id), null);
            if (move.equals("accept") && item.path("state").asText().equals("READY_TO_EXPORT")) {
                preview = visit.call("previewChangeOrder", Map.of("id", id), null);
            }
        } catch (Refused e) {
            return new Chosen(
                    Map.of("id", id), null, List.of(new Remark(e.getMessage(), "")), List.of());
        }
        JsonNode open = item.path("moves").path(move);
        return new Chosen(
                Templates.plain(item),
                Templates.plain(preview),
                against(open, preview),
                preview == null ? List.of() : remarks(item, preview));
    }

    boolean goes() {
        return against.isEmpty();
    }

    /** As Procore has it; zero where that is not known. */
    BigDecimal total() {
        Object total = ((Map<?, ?>) item).get("total");
        return new BigDecimal(total == null ? "0.00" : total.toString());
    }

    /** As Procore names it; null where it names none. */
    String currency() {
        return (String) ((Map<?, ?>) item).get("currency");
    }

    private static List<Remark> against(JsonNode open, JsonNode preview) {
        List<JsonNode> told = new ArrayList<>();
        boolean possible = open.path("possible").asBoolean();
        open.path("problems").forEach(told::add);
        if (preview != null) {
            preview.path("problems").forEach(told::add);
            for (JsonNode check : unmet(preview, true)) {
                // the move's own reason says the same
                if (possible || !check.path("check").asText().equals("unchanged")) {
                    told.add(check);
                }
            }
        }
        List<Remark> against = once(told);
        if (!possible) {
            Remark reason = new Remark(open.path("reason").asText(), "");
            if (against.stream().noneMatch(one -> one.message().equals(reason.message()))) {
                against.add(0, reason);
            }
        }
        return against;
    }

    private static List<Remark> remarks(JsonNode item, JsonNode preview) {
        List<JsonNode> told = new ArrayList<>(unmet(preview, false));
        preview.path("warnings").forEach(told::add);
        List<Remark> remarks = once(told);
        if (item.path("approvals_needed").asInt() > item.path("approvals").size() + 1) {
            remarks.add(A_SECOND_PERSON);
        }
        return remarks;
    }

    private static List<JsonNode> unmet(JsonNode preview, boolean blocking) {
        List<JsonNode> unmet = new ArrayList<>();
        for (JsonNode check : preview.path("checks")) {
            if (!check.path("passed").asBoolean()
                    && check.path("blocking").asBoolean() == blocking) {
                unmet.add(check);
            }
        }
        return unmet;
    }

    /** What is said in several places is said once. */
    private static List<Remark> once(List<JsonNode> told) {
        Map<String, Remark> remarks = new LinkedHashMap<>();
        for (JsonNode one : told) {
            String message = one.path("message").asText();
            remarks.putIfAbsent(message, new Remark(message, one.path("fix").asText("")));
        }
        return new ArrayList<>(remarks.values());
    }
}
