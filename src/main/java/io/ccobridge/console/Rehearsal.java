package io.ccobridge.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.access.Sessions.Session;
import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Role;
import io.ccobridge.http.ApiCalls;
import io.ccobridge.http.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the pages a few times for nobody, once the bridge has started. The first to open a page
 * would wait for what the Java machine has not done yet: code is loaded, templates are read and
 * what is used much is compiled. With many change orders that made a page several times slower.
 */
public final class Rehearsal {

    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);

    /** With fewer, a page is there soon enough. */
    private static final int MANY = 1_000;

    private static final int ROUNDS = 3;

    /** A page about one thing is made of the first of such a list. */
    private static final Map<String, String> FIRST_OF =
            Map.of(
                    "/change-orders/{id}", "listChangeOrders",
                    "/confirm", "listChangeOrders",
                    "/failed/{id}", "listDeadLetters");

    private static final Session NOBODY =
            new Session(new Caller("system", EnumSet.allOf(Role.class)), "");

    private final List<Page> pages;
    private final ApiCalls api;
    private final BiFunction<Reply.Shown, Visit, byte[]> toHtml;

    /**
     * @param toHtml makes the page itself of what it shows
     */
    Rehearsal(List<Page> pages, ApiCalls api, BiFunction<Reply.Shown, Visit, byte[]> toHtml) {
        this.pages =
                pages.stream()
                        .filter(page -> page.method().equals("GET"))
                        .filter(page -> page.door() == Page.Door.SIGNED_IN)
                        .toList();
        this.api = api;
        this.toHtml = toHtml;
    }

    /** Only reads. What else is about something, such as a replay, is left out. */
    public void run() {
        if (total() < MANY) {
            return;
        }
        long begun = System.nanoTime();
        try {
            for (int round = 0; round < ROUNDS; round++) {
                pages.forEach(this::make);
            }
        } catch (RejectedExecutionException e) {
            LOG.info("The console's pages are not rehearsed to the end: the bridge stops");
            return;
        }
        LOG.info(
                "Rehearsed the console's pages in {} ms: who opens one does not wait",
                (System.nanoTime() - begun) / 1_000_000);
    }

    private int total() {
        return read("listChangeOrders", Map.of("view", "all", "per_page", "1"))
                .path("total")
                .asInt();
    }

    private void make(Page page) {
        String path = page.path().toString();
        if (FIRST_OF.containsKey(path)) {
            read(FIRST_OF.get(path), Map.of("per_page", "1"))
                    .path("items")
                    .forEach(one -> make(page, one.path("id").asText()));
        } else if (page.path().literal()) {
            make(page, "");
        }
    }

    /**
     * @param id what the page is about; empty where it is about nothing
     */
    private void make(Page page, String id) {
        String path = page.path().toString().replace("{id}", id);
        Map<String, String> fields =
                path.equals("/confirm") ? Map.of("move", "accept", "ids", id) : Map.of();
        Visit visit =
                new Visit(
                        asked(path, fields),
                        null,
                        page.path().match(path).orElseThrow(),
                        NOBODY,
                        api);
        try {
            if (page.handler().answer(visit) instanceof Reply.Shown shown) {
                toHtml.apply(shown, visit);
            }
        } catch (Refused e) {
            // as it would be for a person
        }
    }

    private JsonNode read(String operationId, Map<String, String> query) {
        return api.call(NOBODY.caller(), operationId, Map.of(), query, null);
    }

    /** A request for a path with fields, and nothing else. */
    private static HttpServletRequest asked(String path, Map<String, String> fields) {
        return (HttpServletRequest)
                Proxy.newProxyInstance(
                        Rehearsal.class.getClassLoader(),
                        new Class<?>[] {HttpServletRequest.class},
                        (proxy, method, arguments) ->
                                switch (method.getName()) {
                                    case "getRequestURI", "getServletPath" -> path;
                                    case "getParameter" -> fields.get(arguments[0]);
                                    case "getParameterMap" -> Map.of();
                                    default -> null;
                                });
    }
}
