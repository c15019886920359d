package io.ccobridge.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.ccobridge.Databases;
import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Role;
import io.ccobridge.json.Json;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Who takes a privilege away comes before a decision, and is seen, or after it, and waits. */
class CurrentCallersTest {

    private static final Caller ADA = new Caller("ada", Set.of(Role.ADMIN));

    @ParameterizedTest
    @EnumSource(Databases.Engine.class)
    void whatIsTakenAwayWhileADecisionIsMadeWaitsForIt(Databases.Engine engine) throws Exception {
        try (HikariDataSource database = engine.open()) {
            Clock clock = Clock.systemUTC();
            Users users = new Users(database, clock, new SecureRandom(), true);
            Tokens tokens = new Tokens(database, clock, new SecureRandom(), "");
            Delegations delegations = new Delegations(database, clock);
            CurrentCallers callers = new CurrentCallers(database, users, tokens);
            user(users, "bert", "approver");
            user(users, "dora", "viewer");
            Delegation delegation =
                    delegations.create(
                            Json.mapper()
                                    .valueToTree(
                                            Map.of(
                                                    "approver", "bert",
                                                    "delegate", "dora",
                                                    "reason", "On leave",
                                                    "until",
                                                            Instant.now()
                                                                    .plus(1, ChronoUnit.DAYS)
                                                                    .toString())),
                            ADA);
            tokens.create(
                    Json.mapper().valueToTree(Map.of("name", "robot", "role", "approver")), ADA);
            Caller bert = users.callerNamed("bert").orElseThrow();
            Caller dora = users.callerNamed("dora").orElseThrow();
            Caller robot =
                    new Caller(
                            "robot",
                            Caller.Kind.TOKEN,
                            bert.roles(),
                            bert.limits(),
                            dora.delegated(),
                            null);

            waits(database, callers, bert, () -> role(users, "bert", "admin"));
            waits(database, callers, dora, () -> role(users, "bert", "approver"));
            waits(database, callers, robot, () -> tokens.delete("robot", ADA));
            waits(
                    database,
                    callers,
                    dora,
                    () -> delegations.delete(String.valueOf(delegation.id()), ADA));
            role(users, "bert", "viewer");

            assertThat(callers.held(robot)).as("its token is gone").isEmpty();
            assertThat(callers.held(dora).orElseThrow().acceptPrivileges()).isEmpty();
            assertThat(callers.held(bert).orElseThrow().roles()).containsExactly(Role.VIEWER);
        }
    }

    private static void waits(
            HikariDataSource database, CurrentCallers callers, Caller caller, Runnable change)
            throws Exception {
        CompletableFuture<Void> after =
                new TransactionTemplate(new JdbcTransactionManager(database))
                        .execute(
                                status -> {
                                    assertThat(
                                                    callers.held(caller)
                                                            .orElseThrow()
                                                            .acceptPrivileges())
                                            .isNotEmpty();
                                    CompletableFuture<Void> changed =
                                            CompletableFuture.runAsync(change);
                                    assertThatThrownBy(
                                                    () -> changed.get(300, TimeUnit.MILLISECONDS))
                                            .isInstanceOf(TimeoutException.class);
                                    return changed;
                                });
        after.get(30, TimeUnit.SECONDS);
    }

    private static void user(Users users, String name, String role) {
        users.create(
                Json.mapper()
                        .valueToTree(
                                Map.of("name", name, "role", role, "password", "correct horse")),
                ADA);
    }

    private static void role(Users users, String name, String role) {
        users.change(name, Json.mapper().valueToTree(Map.of("role", role)), ADA);
    }
}
