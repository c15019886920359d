package io.ccobridge.console;

import java.util.List;

/**
 * Where somebody who has to sign in first comes back to: the page that they asked for, or the one
 * whose form they sent. A browser does not tell the latter (no referrer is sent), so the form does.
 */
final class WayBack {

    /**
     * Fields of a form, the better first: the page that it was on, as the script says; the page
     * that comes after it.
     */
    private static final List<String> FIELDS = List.of("from_page", "back");

    private final List<Page> pages;

    /**
     * @param pages of the console
     */
    WayBack(List<Page> pages) {
        this.pages = List.copyOf(pages);
    }

    /** Path and query of a page of the console; the start page when the form tells none. */
    String of(Visit visit) {
        if (!visit.request().getMethod().equals("POST")) {
            return visit.address();
        }
        return FIELDS.stream()
                .map(visit::field)
                .filter(field -> !field.isEmpty())
                .map(SignIn::own)
                .filter(this::shows)
                .findFirst()
                .orElse("/");
    }

    /** Not what a form has answered, such as the plan of a replay: it cannot be asked for. */
    private boolean shows(String address) {
        String path = address.split("[?#]", 2)[0];
        return pages.stream()
                .filter(page -> page.method().equals("GET"))
                .filter(page -> page.door() == Page.Door.SIGNED_IN)
                .anyMatch(page -> page.path().match(path).isPresent());
    }
}
