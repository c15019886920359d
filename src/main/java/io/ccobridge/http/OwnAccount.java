package io.ccobridge.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.access.Delegation;
import io.ccobridge.access.Delegations;
import io.ccobridge.access.UserAccount;
import io.ccobridge.access.Users;
import io.ccobridge.changeorder.AcceptLimits;
import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.changeorder.Role;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/** What callers see and change of themselves. */
public final class OwnAccount {

    /**
     * Who the caller is, and what the caller may do.
     *
     * @param kind user or token
     * @param roles of its own, in words
     * @param email null: none; always null for a token
     * @param digest null for a token
     * @param acceptLimit the largest amount the caller may accept by itself; null: any
     * @param acceptProjects the only projects of which it may accept by itself; null: all
     * @param actsFor whose privilege it may use for now
     * @param delegations in force, from it or to it
     * @param permissions every call it may make
     */
    public record Me(
            String name,
            String kind,
            List<String> roles,
            String email,
            Boolean digest,
            String acceptLimit,
            List<Long> acceptProjects,
            List<ActsFor> actsFor,
            List<Delegation> delegations,
            List<Permission> permissions) {}

    /** Whose privilege to accept the caller may use, and how far it reaches. */
    public record ActsFor(
            String approver, Instant until, String acceptLimit, List<Long> acceptProjects) {}

    /**
     * @param operation its name in the OpenAPI document
     * @param call for example {@code POST /change-orders/{id}/accept}
     * @param byDelegation whether only somebody else's privilege allows it
     */
    public record Permission(String operation, String call, String summary, boolean byDelegation) {}

    private final Users users;
    private final Delegations delegations;
    private final FailedLogins failedLogins;
    private final ApiDocument document;

    /**
     * @param failedLogins those of the sign-in: who guesses here waits there as well
     */
    public OwnAccount(
            Users users, Delegations delegations, FailedLogins failedLogins, ApiDocument document) {
        this.users = users;
        this.delegations = delegations;
        this.failedLogins = failedLogins;
        this.document = document;
    }

    public Me show(Caller caller) {
        UserAccount account =
                caller.kind() == Caller.Kind.USER ? users.account(caller.name()) : null;
        return new Me(
                caller.name(),
                caller.kind().word(),
                caller.roles().stream().sorted().map(Role::word).toList(),
                account == null ? null : account.email(),
                account == null ? null : account.digest(),
                amount(caller.limits()),
                projects(caller.limits()),
                caller.delegated().stream()
                        .map(
                                one ->
                                        new ActsFor(
                                                one.approver(),
                                                one.until(),
                                                amount(one.limits()),
                                                projects(one.limits())))
                        .toList(),
                delegations.inForceOf(caller),
                document.operations().stream()
                        .filter(operation -> operation.door() == Operation.Door.CALLER)
                        .filter(operation -> caller.hasAny(operation.roles()))
                        .map(operation -> permission(operation, caller))
                        .toList());
    }

    /**
     * Changes the caller's own e-mail, digest or password.
     *
     * @param wanted {@code {email?, digest?, password?, current_password?}}; the present password
     *     is needed for another one
     * @throws Refusal 409 when the caller is a token; 422 when the present password is wrong
     */
    public Me change(JsonNode wanted, Caller caller) {
        if (caller.kind() != Caller.Kind.USER) {
            throw Refusal.conflict(
                    caller.name()
                            + " is a token, which has no e-mail and no password. Call with the name"
                            + " and password of a user.");
        }
        if (wanted.has("password")) {
            confirm(wanted, caller);
        } else if (wanted.has("current_password")) {
            throw Refusal.invalid("password", "The password is missing: the one to set.");
        }
        users.changeOwn(caller.name(), wanted);
        return show(caller);
    }

    /** Somebody who sits down at another's screen, or has a session, must not take the account. */
    private void confirm(JsonNode wanted, Caller caller) {
        if (!wanted.has("current_password")) {
            throw Refusal.invalid(
                    "current_password", "The present password is needed to set another.");
        }
        String who = caller.name() + " for another password";
        OptionalLong wait = failedLogins.waitBefore(who);
        if (wait.isPresent()) {
            throw NotAdmitted.tooManyTries(wait.getAsLong());
        }
        if (users.callerOf(caller.name(), wanted.get("current_password").textValue()).isEmpty()) {
            failedLogins.failed(who);
            throw Refusal.invalid("current_password", "The present password is wrong.");
        }
        failedLogins.succeeded(who);
    }

    private static Permission permission(Operation operation, Caller caller) {
        return new Permission(
                operation.id(),
                operation.method() + " " + operation.path(),
                operation.summary(),
                !caller.hasOwn(operation.roles()));
    }

    private static String amount(AcceptLimits limits) {
        return limits.amount() == null ? null : limits.amount().toPlainString();
    }

    private static List<Long> projects(AcceptLimits limits) {
        return limits.projects() == null ? null : limits.projects().stream().sorted().toList();
    }
}
