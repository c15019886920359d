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
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes every page a few times for nobody, once the bridge has started. The first to open a page
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

    /**
     * Only reads; what a page refuses, such as one that needs an answer to be about, is left out.
     */
    public void run() {
        Map<String, String> all = Map.of("view", "all", "per_page", "1");
        if (read("listChangeOrders", all).path("total").asInt() < MANY) {
            return;
        }
        long begun = System.nanoTime();
        for (int round = 0; round < ROUNDS; round++) {
            for (Page page : pages) {
                String path = page.path().toString();
                if (page.path().literal()) {
                    make(page, path);
                } else if (FIRST_OF.containsKey(path)) {
                    read(FIRST_OF.get(path), Map.of("per_page", "1"))
                            .path("items")
                            .forEach(
                                    one ->
                                            make(
                                                    page,
                                                    path.replace("{id}", one.path("id").asText())));
                }
            }
        }
        LOG.info(
                "Rehearsed the console's pages in {} ms: who opens one does not wait",
                (System.nanoTime() - begun) / 1_000_000);
    }

    private JsonNode read(String operationId, Map<String, String> query) {
        return api.call(NOBODY.caller(), operationId, Map.of(), query, null);
    }

    private void make(Page page, String path) {
        Visit visit =
                new Visit(asked(path), null, page.path().match(path).orElseThrow(), NOBODY, api);
        try {
            if (page.handler().answer(visit) instanceof Reply.Shown shown) {
                toHtml.apply(shown, visit);
            }
        } catch (Refused e) {
            // as it would be for a person
        }
    }

    /** A request for a path, and nothing else. */
    private static HttpServletRequest asked(String path) {
        return (HttpServletRequest)
                Proxy.newProxyInstance(
                        Rehearsal.class.getClassLoader(),
                        new Class<?>[] {HttpServletRequest.class},
                        (proxy, method, arguments) ->
                                switch (method.getName()) {
                                    case "getRequestURI", "getServletPath" -> path;
                                    case "getParameterMap" -> Map.of();
                                    default -> null;
                                });
    }
}
