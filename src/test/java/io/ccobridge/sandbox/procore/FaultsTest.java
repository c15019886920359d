package io.ccobridge.sandbox.procore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ccobridge.sandbox.procore.PlainClient.Reply;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Faults that are switched on while the server runs. */
class FaultsTest {

    private SandboxProcore procore;
    private PlainClient client;
    private String projects;

    @BeforeEach
    void start() throws IOException {
        procore = SandboxProcore.builder().start();
        procore.company().addProject("Harbor Tower", "24-101");
        client = PlainClient.loggedIn(procore);
        projects = "/rest/v1.0/projects?company_id=" + procore.companyId();
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        procore.close();
    }

    @Test
    void answers429WithAResetThatLiesAhead() throws IOException {
        procore.faults().next(Fault.TOO_MANY_REQUESTS, 1, "projects", Duration.ofSeconds(5));
        long before = System.currentTimeMillis() / 1000;

        Reply reply = client.get(projects);

        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.number("X-Rate-Limit-Remaining")).isZero();
        assertThat(reply.number("X-Rate-Limit-Reset")).isBetween(before + 5, before + 8);
        assertThat(reply.number("Retry-After")).isBetween(5L, 6L);
        isWellAgain();
    }

    @Test
    void answers503WithRetryAfter() throws IOException {
        procore.faults().next(Fault.UNAVAILABLE, 1, "projects", Duration.ofSeconds(3));

        Reply reply = client.get(projects);

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.number("Retry-After")).isEqualTo(3);
        isWellAgain();
    }

    @Test
    void answers500AsOftenAsToldAndOnlyWhereThePatternIsFound() throws IOException {
        procore.faults().next(Fault.SERVER_ERROR, 2, "projects\\?.*page=2");

        assertThat(client.get(projects + "&page=1").status()).isEqualTo(200);
        assertThat(client.get(projects + "&page=2").status()).isEqualTo(500);
        assertThat(client.get(projects + "&page=2").status()).isEqualTo(500);
        assertThat(client.get(projects + "&page=2").status()).isEqualTo(200);
        assertThat(procore.faults().waiting()).isEmpty();
    }

    @Test
    void letsAllTokensExpireAtOnce() throws IOException {
        procore.faults().next(Fault.EXPIRED_TOKEN);

        assertThat(client.get(projects).status()).isEqualTo(401);
        assertThat(client.get(projects).status()).isEqualTo(401);
        client.logIn();
        isWellAgain();
    }

    @Test
    void answersAPageThatIsNotJson() throws IOException {
        procore.faults().next(Fault.BAD_PAGE);

        Reply reply = client.get(projects);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.headers().get("Content-Type")).startsWith("text/html");
        assertThat(reply.body()).startsWith("<html>");
        isWellAgain();
    }

    @Test
    void answersAWholeBodyWhoseJsonStopsInTheMiddle() throws IOException {
        procore.faults().next(Fault.TRUNCATED_BODY);

        Reply reply = client.get(projects);

        assertThat(reply.status()).isEqualTo(200);
        assertThatIllegalArgumentException().isThrownBy(reply::json);
        isWellAgain();
    }

    @Test
    void cutsTheConnectionInTheMiddleOfAnAnswer() throws IOException {
        procore.faults().next(Fault.CUT_OFF);

        assertThatExceptionOfType(ConnectionClosedException.class)
                .isThrownBy(() -> client.get(projects))
                .withMessageContaining("Premature end");
        isWellAgain();
    }

    @Test
    void resetsTheConnectionAndLogsStatus0() throws IOException {
        procore.clearRequests();
        procore.faults().next(Fault.CONNECTION_RESET);

        assertThatExceptionOfType(SocketException.class)
                .isThrownBy(() -> client.get(projects))
                .withMessageContaining("reset");
        assertThat(procore.requests()).singleElement().matches(call -> call.status() == 0);
        isWellAgain();
    }

    @Test
    void answersSlowlyButRight() throws IOException {
        procore.faults().next(Fault.SLOW, 1, "projects", Duration.ofMillis(300));
        long start = System.nanoTime();

        Reply reply = client.get(projects);

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThan(Duration.ofMillis(290));
        assertThat(reply.json()).hasSize(1);
    }

    @Test
    void strikesTheLoginHostOnlyWhenNamed() throws IOException {
        procore.faults().next(Fault.SERVER_ERROR);
        assertThat(token().status()).isEqualTo(200);

        procore.faults().clear();
        procore.faults().next(Fault.SERVER_ERROR, 1, "^/oauth/token");
        assertThat(token().status()).isEqualTo(500);
        assertThat(token().status()).isEqualTo(200);
    }

    private Reply token() throws IOException {
        return client.token("client_credentials", procore.clientId(), procore.clientSecret());
    }

    private void isWellAgain() throws IOException {
        assertThat(client.get(projects).status()).isEqualTo(200);
    }
}
