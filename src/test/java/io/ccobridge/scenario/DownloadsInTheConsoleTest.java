package io.ccobridge.scenario;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.ccobridge.sandbox.company.ProcoreLine.line;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.ccobridge.changeorder.Role;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;
import io.ccobridge.sandbox.spectrum.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.h2.api.Trigger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Lists as files, in the web console. */
class DownloadsInTheConsoleTest extends InTheConsole {

    private static final String CSV = "Download as CSV";

    /** What it waits for before the database gives a row of the failed exports to a file. */
    private static volatile CountDownLatch gate = new CountDownLatch(0);

    private static volatile boolean broken;

    private static String letter;

    /** Stands before the rows of the failed exports, for files alone. */
    public static final class Gate implements Trigger {

        @Override
        public void fire(Connection connection, Object[] before, Object[] after)
                throws SQLException {
            boolean forAFile =
                    StackWalker.getInstance()
                            .walk(
                                    frames ->
                                            frames.anyMatch(
                                                    frame ->
                                                            frame.getClassName()
                                                                    .contains("DeadLetterCsv")));
            if (!forAFile) {
                return;
            }
            try {
                assertThat(gate.await(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (broken) {
                throw new SQLException("the table has a hole");
            }
        }
    }

    @BeforeAll
    static void oneThatFailed() {
        ProcoreChangeOrder change = site.changeOrder("Awning \"north\"", line("05-500.S", "3.10"));
        world.poll();
        world.spectrum.faults().next(Fault.invalid("Job_Number", "The awning is closed"));
        world.accept(change);
        world.eventually(change, "FAILED_TO_EXPORT");
        letter = world.deadLetter(change).path("id").asText();
        world.database()
                .sql(
                        "CREATE TRIGGER gate BEFORE SELECT ON dead_letter CALL '"
                                + Gate.class.getName()
                                + "'")
                .update();
    }

    @AfterAll
    static void leaveNoFailedOneBehind() {
        if (world != null) {
            world.database().sql("DROP TRIGGER gate").update();
            world.admin()
                    .post("/dead-letters/" + letter + "/discard", Map.of("reason", "A test's"));
        }
    }

    @AfterEach
    void open() {
        gate.countDown();
        broken = false;
    }

    @Test
    void aShortOneComesByItselfOnceAndIsWhatTheApiAnswers() {
        site.changeOrder("Kiosk, \"große\" Bude", line("05-500.S", "-1.10"));
        site.changeOrder("=Kiosk 2", line("05-500.S", "2.20"));
        site.changeOrder("Kiosk 3", line("05-500.S", "3000.30"));
        world.poll();
        Page page = as(Role.PROJECT_MANAGER);
        List<Download> downloads = new ArrayList<>();
        page.onDownload(downloads::add);
        page.navigate("/ready?q=Kiosk&max_amount=1,000&sort=-total");

        Download file = page.waitForDownload(() -> button(page, CSV).click());

        assertThat(text(file))
                .isEqualTo(
                        world.as(Role.PROJECT_MANAGER)
                                .tryGet(
                                        "/change-orders.csv?view=ready&q=Kiosk&max_amount=1000&sort=-total")
                                .text())
                .contains("'=Kiosk 2", "große")
                .doesNotContain("Kiosk 3");
        assertThat(file.suggestedFilename())
                .matches("ready-to-export-\\d{4}-\\d\\d-\\d\\d-\\d{4}\\.csv");
        assertThat(page.locator("h1")).hasText("Ready to export as CSV");
        assertThat(page.locator("dl.facts")).containsText("Text");
        assertThat(page.locator("dl.facts")).containsText("Kiosk");
        assertThat(page.locator("dl.facts")).containsText("Largest amount first");
        assertThat(page.locator("#made")).containsText("2 rows");
        assertThat(page.locator("#made")).containsText("It is deleted in");
        assertNoBarriers(page);

        String address = page.url();
        assertThat(address).doesNotContain("now");
        page.reload();
        assertThat(page.locator("#made a[data-now]")).hasCount(0);
        assertThat(text(page.waitForDownload(() -> link(page).click()))).isEqualTo(text(file));
        assertThat(downloads).hasSize(2);
        page.getByText("Back to the list").click();
        assertThat(page).hasURL(Pattern.compile(".*/ready\\?q=Kiosk&max_amount=1,000&sort=-total"));

        Page other = as(Role.ADMIN);
        for (String path : List.of("", "/file")) {
            other.navigate(address + path);
            assertThat(other.locator("h1")).hasText("There is nothing here");
            assertThat(other.locator("main")).containsText("You have no such download");
        }
    }

    @Test
    void aLongOneIsLeftAndComeBackTo() {
        gate = new CountDownLatch(1);
        Page page = as(Role.APPROVER);
        page.navigate("/failed/list?q=awning");
        button(page, CSV).click();
        assertThat(page.locator("h1")).hasText("Failed exports as CSV");
        assertThat(page.locator("#made")).containsText("0 of 1 row");
        assertThat(page.locator("#made progress")).isVisible();
        assertNoBarriers(page);
        String address = page.url().replaceFirst("\\?.*", "");

        // the same once more is the one that is under way
        page.navigate("/failed/list?q=awning");
        button(page, CSV).click();
        assertThat(page).hasURL(address + "?now=1");
        page.navigate("/ready");
        page.locator("footer").getByText("Downloads").click();
        Locator row = page.locator("#downloads tr", containing("Failed exports"));
        assertThat(row).containsText("awning");
        assertThat(row).containsText("0 of 1 row");
        gate.countDown();
        assertThat(row).containsText("1 row, ");
        assertNoBarriers(page);

        row.locator("a").first().click();
        assertThat(page).hasURL(address);
        Download file = page.waitForDownload(() -> link(page).click());
        assertThat(text(file))
                .isEqualTo(world.admin().tryGet("/dead-letters.csv?q=awning").text())
                .contains("The awning is closed");
    }

    @Test
    void aLongOneComesByItselfToWhoWaits() {
        gate = new CountDownLatch(1);
        Page page = as(Role.APPROVER);
        page.navigate("/failed/list?q=awning&min_amount=1");
        button(page, CSV).click();
        assertThat(page.locator("#made")).containsText("You can leave this page");
        Download file = page.waitForDownload(gate::countDown);
        assertThat(file.suggestedFilename()).startsWith("failed-exports-");
        assertThat(page.locator("#made")).containsText("Ready");
    }

    @Test
    void oneThatFailsSaysSoAndIsTriedOnceMore() {
        broken = true;
        Page page = as(Role.ADMIN);
        page.navigate("/failed/list?q=awning");
        button(page, CSV).click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("There is no file.");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("finds the reason in its log");
        assertNoBarriers(page);
        page.navigate("/downloads");
        assertThat(page.locator("#downloads")).containsText("no file");
        page.locator("#downloads a").first().click();

        broken = false;
        Download file = page.waitForDownload(() -> button(page, "Try once more").click());
        assertThat(text(file)).contains("The awning is closed");
        // a filter that cannot be read
        page.navigate("/failed/list?min_amount=1");
        page.evaluate("document.querySelector('.views form').action += 'much'");
        button(page, CSV).click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Amount from");
    }

    @Test
    void itTakesNoScriptAndEveryListHasIt() {
        world.eventually(
                () ->
                        assertThat(world.admin().get("/statistics").path("projects").toString())
                                .contains(site.project.name()));
        Page page = browser.signInWithoutScript(name(Role.VIEWER), PASSWORD);
        page.navigate("/reconciliation?as_of=2026-01-02&project=" + site.project.id());
        button(page, CSV).click();
        assertThat(page.locator("dl.facts")).containsText(site.project.name());
        waitWithoutScript(page, "Reconciliation as CSV");
        Download file = page.waitForDownload(() -> link(page).click());
        assertThat(file.suggestedFilename()).isEqualTo("reconciliation-as-of-2026-01-02.csv");
        assertThat(text(file))
                .isEqualTo(
                        world.as(Role.VIEWER)
                                .tryGet(
                                        "/reconciliation.csv?as_of=2026-01-02&project="
                                                + site.project.id())
                                .text());

        page.navigate("/audit?from=2026-01-01&to=2099-12-31");
        button(page, "Download the audit pack of these days").click();
        waitWithoutScript(page, "Audit pack");
        Download pack = page.waitForDownload(() -> link(page).click());
        assertThat(pack.suggestedFilename()).isEqualTo("audit-pack-2026-01-01-to-2099-12-31.zip");
        assertThat(text(pack)).startsWith("PK").contains("change-orders.csv");
    }

    private static void waitWithoutScript(Page page, String title) {
        assertThat(page.locator("h1")).hasText(title);
        Locator again = page.locator("#made noscript a");
        while (again.count() > 0) {
            again.click();
        }
    }

    private static Locator link(Page page) {
        return page.locator("#made a[href$='/file']");
    }

    private static String text(Download file) {
        try (var bytes = file.createReadStream()) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertNoBarriers(Page page) {
        assertThat(Browser.barriers(page)).isEmpty();
        page.setViewportSize(390, 900);
        assertThat((int) page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                .isLessThanOrEqualTo(0);
        // without motion: no colour is on its way to another
        page.emulateMedia(
                new Page.EmulateMediaOptions()
                        .setColorScheme(ColorScheme.DARK)
                        .setReducedMotion(ReducedMotion.REDUCE));
        assertThat(Browser.colours(page)).isEmpty();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.setViewportSize(1360, 900);
    }
}
