package io.ccobridge.console;

import static java.util.concurrent.CompletableFuture.supplyAsync;

import io.ccobridge.changeorder.Totals;
import io.ccobridge.http.Refused;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What is looked at before many change orders are decided on at once. Its address names them, so it
 * can be reloaded and gone back to: it says how each stands now, also after the decision.
 */
final class Confirmation {

    /**
     * Each change order asks the database a dozen times; of its connections the rest is for others.
     */
    private static final int READ_AT_ONCE = 4;

    private final String currency;
    private final ExecutorService readers =
            Executors.newFixedThreadPool(
                    READ_AT_ONCE,
                    work -> {
                        Thread thread = new Thread(work, "console-confirm");
                        thread.setDaemon(true);
                        return thread;
                    });

    /**
     * @param currency the site's, for change orders that Procore names none of
     */
    Confirmation(String currency) {
        this.currency = currency;
    }

    List<Page> pages() {
        return List.of(Page.get("/confirm", this::show));
    }

    void close() {
        readers.shutdown();
    }

    /** The page of those change orders. */
    private static String address(String move, Collection<String> ids, String back) {
        return "/confirm?move="
                + move
                + "&ids="
                + String.join(",", ids)
                + "&back="
                + Visit.encode(back);
    }

    /**
     * Only those that can be decided on are in the form; the others are told apart, each with why.
     */
    private Reply show(Visit visit) {
        String move = Decisions.move(visit);
        String back = SignIn.own(visit.field("back"));
        List<String> ticked = visit.fields("id").stream().distinct().toList();
        if (!ticked.isEmpty()) {
            // a list's form has each on its own: longer than an address has to be
            Decisions.enough(ticked.size());
            whole(ticked);
            return Reply.goTo(address(move, ticked, back));
        }
        List<Chosen> going = new ArrayList<>();
        List<Chosen> leftOut = new ArrayList<>();
        named(visit).stream()
                .map(id -> supplyAsync(() -> Chosen.of(visit, move, id), readers))
                .toList()
                .forEach(
                        asked -> {
                            Chosen one = asked.join();
                            (one.goes() ? going : leftOut).add(one);
                        });
        Map<String, Object> model = new HashMap<>();
        model.put("move", move);
        model.put("going", going);
        model.put("leftOut", leftOut);
        Totals totals = new Totals(currency);
        going.forEach(one -> totals.add(one.currency(), one.total()));
        model.put("totals", totals.byCurrency());
        model.put("back", back);
        return Reply.show("confirm", model);
    }

    private static List<String> named(Visit visit) {
        List<String> ids =
                visit.field("ids").isEmpty()
                        ? List.of()
                        : List.of(visit.field("ids").split(",")).stream().distinct().toList();
        Decisions.enough(ids.size());
        whole(ids);
        return ids;
    }

    /**
     * @throws Refused 422 for an address that was cut off or mistyped
     */
    static void whole(Collection<String> ids) {
        if (!ids.stream().allMatch(id -> id.matches("\\d{1,18}"))) {
            throw Refused.because(
                    422,
                    "This address is not whole, so it does not say which change orders are meant."
                            + " The lists show where each stands.");
        }
    }
}
