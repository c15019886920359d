package io.ccobridge.http;

import io.ccobridge.access.ShownToken;
import io.ccobridge.access.Tokens;
import io.ccobridge.access.Users;
import io.ccobridge.changeorder.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Who makes a request: a token's name, or a user's with the right password. */
public final class Authentication {

    private final Tokens tokens;
    private final Users users;
    private final FailedLogins failedLogins;

    public Authentication(Tokens tokens, Users users, FailedLogins failedLogins) {
        this.tokens = tokens;
        this.users = users;
        this.failedLogins = failedLogins;
    }

    /** The caller; 401 without one. */
    Caller callerOf(HttpServletRequest request) {
        String authorization = request.getHeader("Authorization");
        if (authorization == null) {
            throw NotAdmitted.unauthenticated(
                    "This call needs a token: Authorization: Bearer TOKEN.");
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
     * The same caller as it stands now, for work that goes on for long; nothing when its account is
     * gone or its token is not good any more.
     */
    Optional<Caller> again(Caller caller) {
        return switch (caller.kind()) {
            case USER -> users.callerNamed(caller.name());
            case TOKEN -> tokens.again(caller);
            case NONE -> Optional.of(caller);
        };
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
        String who = nameAndPassword[0] + " from " + address;
        failedLogins.waitBefore(who).ifPresent(this::turnAway);
        Optional<Caller> caller = users.callerOf(nameAndPassword[0], nameAndPassword[1]);
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
