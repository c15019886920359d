package io.ccobridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.ccobridge.Databases;
import io.ccobridge.FreePort;
import io.ccobridge.changeorder.Role;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;
import io.ccobridge.sandbox.spectrum.Fault;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

/** Who is told what by mail, through a real mail server. */
class MailTest extends Scenario {

    /** More than the first of several notices waits for the others. */
    private static final Duration TIME_TO_GATHER = Duration.ofSeconds(6);

    private static GreenMail server;

    @BeforeParameterizedClassInvocation
    static void open(Databases.Engine engine) {
        server =
                new GreenMail(
                        new ServerSetup(FreePort.take(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        open(
                engine,
                Map.of(
                        "mail.host", "127.0.0.1",
                        "mail.port", Integer.toString(server.getSmtp().getPort()),
                        "mail.from", "bridge@example.com",
                        "http.public-url", "https://bridge.example.com/",
                        // never by itself
                        "mail.digest.cron", "0 0 0 1 1 ? 2099",
                        "export.retry.max-attempts", "1"));
        user("pete", Role.PROJECT_MANAGER);
        user("anna", Role.APPROVER);
        user("adam", Role.ADMIN);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        server.stop();
    }

    @BeforeEach
    void empty() throws Exception {
        server.purgeEmailFromAllMailboxes();
    }

    @Test
    void aRejectionIsToldToThoseWhoCanPutItRightOnceAndWithTheReason() throws Exception {
        ProcoreChangeOrder change = site.changeOrder("10.00");
        world.poll();
        world.move(world.as(Role.APPROVER), change, "reject", "reason", "Wrong cost type").good();

        world.eventually(() -> assertThat(subjects("pete")).hasSize(1));
        MimeMessage mail = mails("pete").get(0);
        assertThat(mail.getSubject())
                .isEqualTo("Rejected by accounting: change order SC-001 / " + change.number());
        assertThat(GreenMailUtil.getBody(mail))
                .contains("Wrong cost type")
                .contains("10.00 USD")
                .contains("https://bridge.example.com/change-orders/" + world.id(change));
        assertThat(subjects("anna")).isEmpty();

        // what happens after a restart finds nothing left to tell of it
        world.stop();
        world.start();
        ProcoreChangeOrder next = site.changeOrder("11.00");
        world.poll();
        world.move(world.as(Role.APPROVER), next, "reject", "reason", "Another reason").good();
        world.eventually(() -> assertThat(subjects("pete")).hasSize(2));
        assertThat(GreenMailUtil.getBody(mails("pete").get(1)))
                .contains("Another reason")
                .doesNotContain("Wrong cost type");
    }

    @Test
    void manyFailuresAreOneMailToAdmins() throws Exception {
        List<ProcoreChangeOrder> changes =
                List.of(
                        site.changeOrder("1.00"),
                        site.changeOrder("2.00"),
                        site.changeOrder("3.00"));
        world.poll();
        world.spectrum.faults().always(Fault.invalid("CR_Phase_Code", "Phase is closed"));
        changes.forEach(world::accept);
        changes.forEach(change -> world.eventually(change, "FAILED_TO_EXPORT"));

        world.eventually(() -> assertThat(waiting("failed")).isEqualTo(3));
        world.clock.advance(TIME_TO_GATHER);
        world.eventually(() -> assertThat(subjects("adam")).hasSize(1));
        assertThat(subjects("adam")).containsExactly("Failed to export: 3 change orders");
        assertThat(GreenMailUtil.getBody(mails("adam").get(0)))
                .contains("Phase is closed")
                .contains("https://bridge.example.com/failed");
    }

    @Test
    void theDailyMailListsWhatAnApproverMayAcceptOnceADay() {
        site.changeOrder("77.00");
        world.poll();
        world.writeDigest();
        world.writeDigest();
        world.eventually(() -> assertThat(subjects("anna")).hasSize(1));
        assertThat(subjects("anna").get(0)).contains("for accounting");
        assertThat(subjects("adam")).isEmpty();
    }

    @Test
    void whileTheMailServerIsAwayNothingIsLost() {
        server.stop();
        ProcoreChangeOrder change = site.changeOrder("12.00");
        world.poll();
        world.move(world.as(Role.APPROVER), change, "reject", "reason", "Server is away").good();
        world.eventually(
                () ->
                        assertThat(
                                        world.database()
                                                .sql(
                                                        "SELECT COUNT(*) FROM notice WHERE state ="
                                                                + " 'waiting' AND tries > 0")
                                                .query(Integer.class)
                                                .single())
                                .isEqualTo(1));
        server.start();
        world.database()
                .sql("UPDATE notice SET due_at = created_at WHERE state = 'waiting'")
                .update();
        world.eventually(() -> assertThat(subjects("pete")).hasSize(1));
    }

    private static void user(String name, Role role) {
        world.admin()
                .post(
                        "/users",
                        Map.of("name", name, "role", role.word(), "password", "correct horse"));
        world.database()
                .sql("UPDATE user_account SET email = :email WHERE name = :name")
                .param("email", name + "@example.com")
                .param("name", name)
                .update();
    }

    /** How many notices of that kind are still to be told. */
    private static int waiting(String kind) {
        return world.database()
                .sql("SELECT COUNT(*) FROM notice WHERE state = 'waiting' AND kind = :kind")
                .param("kind", kind)
                .query(Integer.class)
                .single();
    }

    private static List<MimeMessage> mails(String to) {
        return Arrays.stream(server.getReceivedMessages())
                .filter(mail -> to(mail).equals(to + "@example.com"))
                .toList();
    }

    private static List<String> subjects(String to) {
        return mails(to).stream().map(MailTest::subject).toList();
    }

    private static String to(MimeMessage mail) {
        try {
            return mail.getRecipients(Message.RecipientType.TO)[0].toString();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String subject(MimeMessage mail) {
        try {
            return mail.getSubject();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
