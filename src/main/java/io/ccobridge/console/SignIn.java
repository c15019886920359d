package io.ccobridge.console;

import io.ccobridge.access.Sessions;
import io.ccobridge.access.Sessions.NewSession;
import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.changeorder.Role;
import io.ccobridge.console.OpenIdConnect.Departure;
import io.ccobridge.console.OpenIdConnect.Journey;
import io.ccobridge.console.OpenIdConnect.Person;
import io.ccobridge.http.Authentication;
import io.ccobridge.http.PathTemplate;
import io.ccobridge.http.Refused;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Signing in and out. Each sign-in is a new session with a new secret, whatever was there before.
 */
public final class SignIn {

    private static final String FORM_COOKIE = "cco-bridge-sign-in";
    private static final String JOURNEY_COOKIE = "cco-bridge-journey";

    /** Of an address, bytes: a browser drops a cookie of more than 4,096 bytes. */
    private static final int LONGEST_KEPT = 2_700;

    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

    private final Authentication authentication;
    private final Sessions sessions;
    private final SecureRandom random;
    private final OpenIdConnect provider;
    private final Newcomers newcomers;

    /** Makes a user of somebody whom the sign-in provider vouches for. */
    @FunctionalInterface
    public interface Newcomers {

        /**
         * @throws io.ccobridge.changeorder.Refusal when the name is another one's here
         */
        Caller welcome(String name, Role role, String email);
    }

    /**
     * @param provider the site's sign-in provider; null when it has none
     */
    SignIn(
            Authentication authentication,
            Sessions sessions,
            SecureRandom random,
            OpenIdConnect provider,
            Newcomers newcomers) {
        this.authentication = authentication;
        this.sessions = sessions;
        this.random = random;
        this.provider = provider;
        this.newcomers = newcomers;
    }

    List<Page> pages() {
        return List.of(
                new Page("GET", new PathTemplate("/sign-in"), Page.Door.OPEN, this::form),
                new Page("POST", new PathTemplate("/sign-in"), Page.Door.OPEN, this::signIn),
                new Page("GET", new PathTemplate("/sign-in/oidc"), Page.Door.OPEN, this::leave),
                new Page(
                        "GET",
                        new PathTemplate(OpenIdConnect.CALLBACK),
                        Page.Door.OPEN,
                        this::comeBack),
                Page.get("/session", visit -> Reply.show("session", Map.of())),
                Page.post("/sign-out", this::signOut),
                Page.post("/sign-out-everywhere", this::signOutEverywhere));
    }

    private Reply form(Visit visit) {
        if (visit.session() != null) {
            return Reply.goTo(own(visit.field("to")));
        }
        return form(visit, 200, null);
    }

    private Reply form(Visit visit, int status, String wrong) {
        // there is no session yet that could hold it: the cookie and the form must say the same
        byte[] bits = new byte[32];
        random.nextBytes(bits);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        setCookie(visit, FORM_COOKIE, token, "Strict", "");
        Map<String, Object> model = new HashMap<>();
        model.put("csrf", token);
        model.put("to", own(visit.field("to")));
        model.put("name", visit.field("name"));
        model.put("wrong", wrong);
        model.put("provider", provider != null);
        return new Reply.Shown(status, "sign-in", model);
    }

    private Reply signIn(Visit visit) {
        refuseOtherSites(visit);
        if (!Authentication.cookie(visit.request(), FORM_COOKIE)
                .filter(token -> Console.same(visit.field(Console.CSRF_FIELD), token))
                .isPresent()) {
            return form(visit, 403, "This form is no longer valid. Try again.");
        }
        Caller caller;
        try {
            caller =
                    authentication.signIn(
                            visit.field("name"),
                            // a password may begin or end with a space
                            String.valueOf(visit.request().getParameter("password")),
                            visit.request().getRemoteAddr());
        } catch (Refused e) {
            return form(visit, e.problem().status(), e.problem().detail());
        }
        begin(visit, caller.name());
        return Reply.goTo(own(visit.field("to")));
    }

    // ---- With the site's sign-in provider

    private Reply leave(Visit visit) {
        Departure departure = provider().depart();
        Journey journey = departure.journey();
        String address = own(visit.field("to"));
        String to =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(kept(address.getBytes(StandardCharsets.UTF_8)));
        setCookie(
                visit,
                JOURNEY_COOKIE,
                String.join("~", journey.state(), journey.nonce(), journey.verifier(), to),
                // the way back comes from the provider's site
                "Lax",
                "; Max-Age=600");
        return new Reply.Leave(departure.provider().toString());
    }

    private static byte[] kept(byte[] address) {
        return address.length > LONGEST_KEPT ? new byte[] {'/'} : address;
    }

    private Reply comeBack(Visit visit) {
        String[] kept =
                Authentication.cookie(visit.request(), JOURNEY_COOKIE).orElse("").split("~");
        setCookie(visit, JOURNEY_COOKIE, "", "Lax", "; Max-Age=0");
        if (kept.length != 4) {
            return form(visit, 403, "This sign-in was not begun in this browser. Try again.");
        }
        Caller caller;
        try {
            Person person =
                    provider()
                            .arrive(
                                    visit.request().getQueryString(),
                                    new Journey(kept[0], kept[1], kept[2]));
            caller = newcomers.welcome(person.name(), person.role(), person.email());
        } catch (Refused e) {
            return form(visit, e.problem().status(), e.problem().detail());
        } catch (Refusal e) {
            return form(visit, e.status(), e.getMessage());
        }
        begin(visit, caller.name());
        String to = new String(Base64.getUrlDecoder().decode(kept[3]), StandardCharsets.UTF_8);
        // this request comes from the provider's site; the page's own must come from this one
        return Reply.goTo(own(to));
    }

    private OpenIdConnect provider() {
        if (provider == null) {
            throw Refused.because(404, "There is no sign-in provider (setting oidc.issuer).");
        }
        return provider;
    }

    // ---- Sessions

    /** Gives the browser a new session; the one that it had ends. */
    void begin(Visit visit, String user) {
        sessions.end(visit.secret());
        NewSession session =
                sessions.begin(
                        user,
                        visit.request().getRemoteAddr(),
                        visit.request().getHeader("User-Agent"));
        setCookie(visit, Authentication.COOKIE, session.secret(), "Lax", "");
        setCookie(visit, FORM_COOKIE, "", "Strict", "; Max-Age=0");
    }

    private Reply signOut(Visit visit) {
        sessions.end(visit.secret());
        setCookie(visit, Authentication.COOKIE, "", "Lax", "; Max-Age=0");
        return Reply.goTo("/sign-in");
    }

    private Reply signOutEverywhere(Visit visit) {
        sessions.endAll(visit.caller().name());
        setCookie(visit, Authentication.COOKIE, "", "Lax", "; Max-Age=0");
        return Reply.goTo("/sign-in");
    }

    private static void setCookie(
            Visit visit, String name, String value, String sameSite, String more) {
        visit.response()
                .addHeader(
                        "Set-Cookie",
                        name
                                + "="
                                + value
                                + "; Path=/; HttpOnly; SameSite="
                                + sameSite
                                + (overTls(visit) ? "; Secure" : "")
                                + more);
    }

    /** Behind a proxy that ends TLS, the proxy says so. */
    private static boolean overTls(Visit visit) {
        return visit.request().isSecure()
                || "https".equalsIgnoreCase(visit.request().getHeader("X-Forwarded-Proto"));
    }

    /** Nobody signs a visitor of another site in, as somebody else. */
    private static void refuseOtherSites(Visit visit) {
        String from = visit.request().getHeader("Sec-Fetch-Site");
        String origin = visit.request().getHeader("Origin");
        String host = visit.request().getHeader("Host");
        boolean own =
                from != null
                        ? OWN_SITE.contains(from)
                        : origin == null || origin.replaceFirst("^https?://", "").equals(host);
        if (!own) {
            throw Refused.because(403, "Sign in on this console's own page.");
        }
    }

    /** A path of this console; anything else is the start page. */
    static String own(String path) {
        return path.matches("/[^/\\\\].*") && path.chars().noneMatch(Character::isISOControl)
                ? path
                : "/";
    }
}
