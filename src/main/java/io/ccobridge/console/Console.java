package io.ccobridge.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.access.Sessions.Session;
import io.ccobridge.changeorder.Role;
import io.ccobridge.http.ApiCalls;
import io.ccobridge.http.Authentication;
import io.ccobridge.http.HttpServer;
import io.ccobridge.http.Refused;
import io.ccobridge.json.Json;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.eclipse.jetty.http.BadMessageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The web console: pages made on the server, of what the API answers to the person who is signed
 * in. A page is found by its path; who is not signed in is asked to; a form without its session's
 * token is refused.
 */
public final class Console extends HttpServlet {

    private static final Logger LOG = LoggerFactory.getLogger(Console.class);

    /** The form field that shows that a page of this session has sent the form. */
    static final String CSRF_FIELD = "csrf";

    /** So much of what is too large is read, bytes. */
    private static final long DRAINED = 4L * HttpServer.LARGEST_FORM;

    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors"
                    + " 'none'";

    private final transient List<Page> pages;
    private final transient WayBack wayBack;
    private final transient Authentication authentication;
    private final transient ApiCalls api;
    private final transient Assets assets;
    private final transient Templates templates;
    private final transient Kept kept;
    private final transient List<Runnable> atEnd;

    /**
     * @param atEnd run when the server stops
     */
    Console(
            List<Page> pages,
            Authentication authentication,
            ApiCalls api,
            Assets assets,
            Templates templates,
            Kept kept,
            List<Runnable> atEnd) {
        this.pages = List.copyOf(pages);
        this.wayBack = new WayBack(pages);
        this.authentication = authentication;
        this.api = api;
        this.assets = assets;
        this.templates = templates;
        this.kept = kept;
        this.atEnd = List.copyOf(atEnd);
    }

    @Override
    public void destroy() {
        atEnd.forEach(Runnable::run);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setHeader("Content-Security-Policy", POLICY);
        String path = request.getServletPath();
        String method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
        if (method.equals("GET") && assets.answer(path, response)) {
            return;
        }
        Session session = authentication.session(request).orElse(null);
        try {
            Page page = find(method, path, response);
            Visit visit =
                    new Visit(
                            request, response, page.path().match(path).orElseThrow(), session, api);
            if (request.getContentLengthLong() > HttpServer.LARGEST_FORM) {
                // a browser that is still sending would find the connection broken, and no answer
                request.getInputStream().skip(DRAINED);
                throw Refused.because(
                        413,
                        "What was sent is too large: at most "
                                + HttpServer.LARGEST_FORM / 1_000_000
                                + " MB are taken at once.");
            }
            if (page.door() == Page.Door.SIGNED_IN && session == null) {
                askToSignIn(visit);
                return;
            }
            if (method.equals("POST") && session != null) {
                checkForm(visit);
            }
            write(answer(page, visit), session, request, response);
        } catch (Refused e) {
            refuse(e, session, request, response);
        } catch (BadMessageException e) {
            // what a browser never sends: a form or query that cannot be decoded
            refuse(
                    Refused.because(400, "What was sent cannot be read."),
                    session,
                    request,
                    response);
        } catch (RuntimeException e) {
            LOG.error("The page {} failed", path, e);
            refuse(
                    Refused.because(500, "The bridge failed at this. Its log tells why."),
                    session,
                    request,
                    response);
        }
    }

    private Reply answer(Page page, Visit visit) {
        try {
            return page.handler().answer(visit);
        } finally {
            if (page.method().equals("POST")) {
                kept.forget();
            }
        }
    }

    private Page find(String method, String path, HttpServletResponse response) {
        List<Page> there =
                pages.stream().filter(page -> page.path().match(path).isPresent()).toList();
        Optional<Page> right =
                there.stream()
                        .filter(page -> page.method().equals(method))
                        // a path without variables comes before one with them
                        .min((a, b) -> Boolean.compare(b.path().literal(), a.path().literal()));
        if (right.isPresent()) {
            return right.get();
        }
        if (there.isEmpty()) {
            throw Refused.because(404, "There is nothing at this path.");
        }
        SortedSet<String> methods = new TreeSet<>();
        there.forEach(page -> methods.add(page.method()));
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        response.setHeader("Allow", String.join(", ", methods));
        throw Refused.because(405, "This page does not know " + method + ".");
    }

    private static void checkForm(Visit visit) {
        String header = visit.request().getHeader(Authentication.CSRF);
        String given = header == null ? visit.field(CSRF_FIELD) : header;
        if (!same(given, visit.session().csrf())) {
            throw Refused.because(
                    403,
                    "This form is no longer valid. Go back, load the page anew and try again.");
        }
    }

    static boolean same(String given, String right) {
        return MessageDigest.isEqual(
                given.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @throws Refused 401 for a part of a page that asks by itself: the page stays as it is, with
     *     what was typed and chosen, and says that its session has ended
     */
    private void askToSignIn(Visit visit) {
        if (Authentication.byItself(visit.request())) {
            throw Refused.because(401, "You are signed out.");
        }
        String to = wayBack.of(visit);
        goTo(
                to.equals("/") ? "/sign-in" : "/sign-in?to=" + Visit.encode(to),
                visit.request(),
                visit.response());
    }

    private void refuse(
            Refused refused,
            Session session,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        String accepted = request.getHeader("Accept");
        if (accepted != null && accepted.contains("text/html")
                || request.getHeader("HX-Request") != null) {
            JsonNode problem = Json.mapper().valueToTree(refused.problem());
            write(
                    new Reply.Shown(
                            refused.problem().status(), "problem", Map.of("problem", problem)),
                    session,
                    request,
                    response);
        } else {
            // a program that took a wrong turn
            refused.writeTo(response);
        }
    }

    private void write(
            Reply reply, Session session, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (reply instanceof Reply.GoTo there) {
            goTo(there.path(), request, response);
            return;
        }
        if (reply instanceof Reply.Leave away) {
            goTo(away.address(), request, response);
            return;
        }
        if (reply instanceof Reply.Sent file) {
            response.setContentType(file.type());
            response.setContentLengthLong(file.size());
            response.setHeader(
                    "Content-Disposition", "attachment; filename=\"" + file.name() + "\"");
            file.body().writeTo(response.getOutputStream());
            return;
        }
        Reply.Shown shown = (Reply.Shown) reply;
        byte[] html =
                html(shown, request.getServletPath(), session, response.getHeader("X-Request-Id"));
        response.setStatus(shown.status());
        response.setContentType("text/html;charset=utf-8");
        response.setContentLength(html.length);
        response.getOutputStream().write(html);
    }

    private byte[] html(Reply.Shown shown, String here, Session session, String requestId) {
        Map<String, Object> model = new HashMap<>(shown.model());
        model.put("requestId", requestId);
        model.put("here", here);
        if (session != null) {
            model.put("user", session.caller().name());
            model.put("roles", session.caller().roles().stream().sorted().map(Role::word).toList());
            model.put("csrf", session.csrf());
        }
        return templates.render(shown.template(), model).getBytes(StandardCharsets.UTF_8);
    }

    /** Of all the pages that anybody may look at. */
    public Rehearsal rehearsal() {
        return new Rehearsal(
                pages,
                api,
                (shown, visit) ->
                        html(shown, visit.request().getServletPath(), visit.session(), null));
    }

    private static void goTo(
            String path, HttpServletRequest request, HttpServletResponse response) {
        if (request.getHeader("HX-Request") != null) {
            // htmx would follow a redirect itself, and put the whole page where a part belongs
            response.setStatus(HttpServletResponse.SC_OK);
            response.setHeader("HX-Redirect", path);
        } else {
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader("Location", path);
        }
    }
}
