package io.ccobridge.http;

import io.ccobridge.access.Sessions;
import io.ccobridge.access.Sessions.Session;
import io.ccobridge.access.ShownToken;
import io.ccobridge.access.Tokens;
import io.ccobridge.access.Users;
import io.ccobridge.changeorder.Caller;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/**
 * Who makes a request: a token's name, a user's with the right password, or a user who is signed in
 * to the console. A session's cookie comes with every request of its browser, also with those that
 * another site has made: what changes something must carry the session's {@value #CSRF} as well.
 */
public final class Authentication {

    /** The cookie of a session. */
    public static final String COOKIE = "cco-bridge-session";

    /** The header that shows that a page of the console made the request. */
    public static final String CSRF = "X-CSRF-Token";

    /** What htmx sends along: it asks for a part of a page, mostly for its news. */
    private static final String HTMX = "HX-Request";

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private final Tokens tokens;
    private final Users users;
    private final Sessions sessions;
    private final FailedLogins failedLogins;

    public Authentication(
            Tokens tokens, Users users, Sessions sessions, FailedLogins failedLogins) {
        this.tokens = tokens;
        this.users = users;
        this.sessions = sessions;
        this.failedLogins = failedLogins;
    }

    /** The caller; 401 without one. */
    Caller callerOf(HttpServletRequest request) {
        String authorization = request.getHeader("Authorization");
        if (authorization == null) {
            return session(request)
                    .map(session -> signedIn(session, request))
                    .orElseThrow(
                            () ->
                                    NotAdmitted.unauthenticated(
                                            "This call needs a token: Authorization: Bearer TOKEN."));
        }
        if (authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return token(tokens.show(authorization.substring(7).trim()));
        }
        if (authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return user(authorization.substring(6).trim(), request.getRemoteAddr());
        }
        throw NotAdmitted.unauthenticated("The Authorization must be of the kind Bearer or Basic.");
    }

    /**
     * The session of the request's cookie. A page that asks by itself does not keep it alive: one
     * that is left open would for ever.
     */
    public Optional<Session> session(HttpServletRequest request) {
        return secret(request).flatMap(byItself(request) ? sessions::find : sessions::use);
    }

    /**
     * Whether a page asks for a part of itself: mostly for what is new in it, and no person for
     * anything. Who opens a part, such as the exact calls, does so on a page that a person asked
     * for, and loses nothing by it.
     */
    public static boolean byItself(HttpServletRequest request) {
        return request.getHeader(HTMX) != null && SAFE.contains(request.getMethod());
    }

    /** The secret in the request's cookie, whether it is worth something or not. */
    public static Optional<String> secret(HttpServletRequest request) {
        return cookie(request, COOKIE);
    }

    /** The value of a cookie. */
    public static Optional<String> cookie(HttpServletRequest request, String name) {
        Cookie[] cookies = request.getCookies();
        return Arrays.stream(cookies == null ? new Cookie[0] : cookies)
                .filter(cookie -> cookie.getName().equals(name))
                .map(Cookie::getValue)
                .findFirst();
    }

    /**
     * The user of a name and password.
     *
     * @throws Refused 401; 429 after too many wrong ones
     */
    public Caller signIn(String name, String password, String address) {
        try {
            return user(name, password, address);
        } catch (NotAdmitted e) {
            throw new Refused(e);
        }
    }

    private static Caller signedIn(Session session, HttpServletRequest request) {
        String given = request.getHeader(CSRF);
        if (!SAFE.contains(request.getMethod())
                && (given == null
                        || !MessageDigest.isEqual(
                                given.getBytes(StandardCharsets.UTF_8),
                                session.csrf().getBytes(StandardCharsets.UTF_8)))) {
            throw NotAdmitted.because(
                    403, "A call with the console's cookie must carry its " + CSRF + ".");
        }
        return session.caller();
    }

    private static Caller token(ShownToken shown) {
        if (shown instanceof ShownToken.Valid valid) {
            return valid.caller();
        }
        if (shown instanceof ShownToken.Expired expired) {
            throw NotAdmitted.unauthenticated(
                    "The token " + expired.name() + " expired at " + expired.at() + ".");
        }
        throw NotAdmitted.unauthenticated("The token is not known.");
    }

    private Caller user(String credentials, String address) {
        String[] nameAndPassword;
        try {
            nameAndPassword =
                    new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8)
                            .split(":", 2);
        } catch (IllegalArgumentException e) {
            throw NotAdmitted.unauthenticated("The name and password are not in Base64.");
        }
        if (nameAndPassword.length < 2) {
            throw NotAdmitted.unauthenticated("A name and a password are needed.");
        }
        return user(nameAndPassword[0], nameAndPassword[1], address);
    }

    private Caller user(String name, String password, String address) {
        String who = name + " from " + address;
        failedLogins.waitBefore(who).ifPresent(this::turnAway);
        Optional<Caller> caller = users.callerOf(name, password);
        if (caller.isEmpty()) {
            failedLogins.failed(who);
            throw NotAdmitted.unauthenticated("The name or the password is wrong.");
        }
        failedLogins.succeeded(who);
        return caller.get();
    }

    private void turnAway(long seconds) {
        throw NotAdmitted.tooManyTries(seconds);
    }
}
