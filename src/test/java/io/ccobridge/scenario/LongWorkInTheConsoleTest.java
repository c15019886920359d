package io.ccobridge.scenario;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.ccobridge.sandbox.company.ProcoreLine.line;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import io.ccobridge.changeorder.Role;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;
import io.ccobridge.sandbox.company.ProcoreCommitment;
import io.ccobridge.sandbox.company.ProcoreVendor;
import io.ccobridge.sandbox.spectrum.Fault;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What takes a while or a second person, in the web console. */
class LongWorkInTheConsoleTest extends InTheConsole {

    private static final Locator.GetByRoleOptions LINK =
            new Locator.GetByRoleOptions().setName("Link").setExact(true);

    @Test
    void aReplayIsLeftAndComeBackTo() {
        List<ProcoreChangeOrder> changes =
                List.of(
                        site.changeOrder("Ramp 1", line("05-500.S", "1.10")),
                        site.changeOrder("Ramp 2", line("05-500.S", "2.20")),
                        site.changeOrder("Ramp 3", line("05-500.S", "3.30")));
        world.poll();
        changes.forEach(change -> fail(change, "Job_Number", "The ramp is closed"));

        Page page = as(Role.ADMIN);
        page.navigate("/failed/list?q=ramp+is+closed");
        page.locator("input[data-all]").check();
        assertThat(page.locator("[data-chosen-total]")).hasText("6.60");
        button(page, "Replay…").click();
        assertThat(Browser.barriers(page)).isEmpty();
        page.fill("input[name=reason]", "Ramp opened");
        page.locator("input[name=canary]").uncheck();
        page.fill("input[name=rate_per_second]", "1");
        button(page, "Start the replay").click();
        button(page, "Pause").click();
        assertThat(page.locator("#progress strong").first()).hasText("Paused");
        String address = page.url();
        // before the pause, and before the start
        page.goBack();
        page.goBack();
        assertThat(page).hasURL(Pattern.compile(".*/failed/replays/plan\\?.*"));

        page.navigate("/failed");
        page.locator("tr", containing("Ramp opened")).locator("a").click();
        assertThat(page).hasURL(address);
        assertThat(page.locator("#progress")).containsText("of 3");
        assertThat(Browser.barriers(page)).isEmpty();
        button(page, "Go on").click();
        assertThat(button(page, "Go on")).hasCount(0);
        page.close();

        Page later = as(Role.VIEWER);
        later.navigate(address);
        assertThat(later.locator("#progress"))
                .containsText(
                        "3 succeeded, 0 failed",
                        new LocatorAssertions.ContainsTextOptions().setTimeout(30_000));
        assertThat(button(later, "Pause")).hasCount(0);
        changes.forEach(world::assertSynced);
    }

    @Test
    void whatIsHeldOfSpectrumIsReadAgainOnDemand() {
        world.database().sql("DELETE FROM reference_refresh WHERE what = 'vendors'").update();
        Page page = as(Role.PROJECT_MANAGER);
        page.navigate("/status");
        Locator vendors = page.locator("#reference-data tr", containing("vendors")).locator("td");
        assertThat(vendors.nth(2)).hasText("never");
        assertThat(vendors.nth(3)).hasText("not all of them");
        int before = Integer.parseInt(vendors.nth(1).textContent());
        world.spectrum.books().addVendor("LATECOMR", "Latecomer Masonry");

        button(page, "Refresh now").click();

        assertThat(vendors.nth(1))
                .hasText(
                        Integer.toString(before + 1),
                        new LocatorAssertions.HasTextOptions().setTimeout(30_000));
        assertThat(page.locator("#reference-data"))
                .containsText(
                        "everything could be read",
                        new LocatorAssertions.ContainsTextOptions().setTimeout(30_000));
        assertThat(button(page, "Refresh now")).isEnabled();
    }

    @Test
    void theCheckOfEverythingGoesOnWhenItsPageIsLeft() {
        Page page = as(Role.ADMIN);
        page.navigate("/status");
        button(page, "Check everything now").click();
        page.navigate("/ready");
        page.navigate("/status");

        assertThat(page.locator("#examination"))
                .containsText(
                        "spectrum", new LocatorAssertions.ContainsTextOptions().setTimeout(60_000));
        assertThat(page.locator("#examination h2")).containsText("The check of");
        Page viewer = as(Role.VIEWER);
        viewer.navigate("/status");
        assertThat(viewer.locator("h1")).hasText("Status");
        assertThat(viewer.locator("#examination")).hasCount(0);
    }

    @Test
    void aCorrectionShowsItsDifferenceAndWaitsForASecondPerson() {
        ProcoreChangeOrder change = site.changeOrder("Canopy", line("05-500.S", "8.80"));
        world.poll();
        String letter = fail(change, "Sub_Change_Order_Date", "The date is closed");

        Page approver = as(Role.APPROVER);
        approver.navigate("/failed/" + letter);
        approver.locator("#ask-edit summary").click();
        approver.fill("#ask-edit input[name=description]", "Canopy <b>north</b>");
        approver.fill("#ask-edit input[name=accounting_date]", "2026-12-01");
        approver.fill("#ask-edit textarea[name=reason]", "November is closed");
        button(approver, "Show the difference").click();
        assertThat(approver.locator("main")).containsText("Nothing has been sent yet");
        assertThat(Browser.barriers(approver)).isEmpty();
        assertThat(approver.locator("tr", containing("CR_Description")).locator("del"))
                .hasText("Canopy");
        assertThat(approver.locator("tr", containing("CR_Description")).locator("ins"))
                .hasText("Canopy <b>north</b>");
        assertThat(approver.locator("tr", containing("Sub_Change_Order_Date")).locator("ins"))
                .hasText("12/01/2026");
        button(approver, "Correct and replay").click();
        assertThat(approver.locator("main")).containsText("It waits for a second person");
        approver.goBack();
        assertThat(approver).hasURL(Pattern.compile(".*/edit/plan\\?.*"));
        approver.goForward();
        assertThat(button(approver, "Confirm and export")).hasCount(0);

        Page admin = as(Role.ADMIN);
        admin.navigate("/failed");
        admin.getByText("Look at the difference and decide").click();
        assertThat(admin.locator("tr", containing("CR_Description")).locator("ins"))
                .hasText("Canopy <b>north</b>");
        button(admin, "Confirm and export").click();
        world.assertSynced(change);
    }

    @Test
    void aDiscardedExportIsFoundAgainAndRestored() {
        ProcoreChangeOrder change = site.changeOrder("Gutter", line("05-500.S", "4.40"));
        world.poll();
        String letter = fail(change, "Job_Number", "The gutter is closed");
        Page page = as(Role.ADMIN);
        page.navigate("/failed/" + letter);
        page.locator("#ask-discard summary").click();
        page.fill("#ask-discard textarea", "Not this one");
        page.locator("#ask-discard form button").click();
        assertThat(page.locator("main")).containsText("discarded");

        page.navigate("/change-orders/" + world.id(change));
        assertThat(page.locator("#one .note")).containsText("Not this one");
        button(page, "Restore…").click();
        assertThat(page).hasURL(Pattern.compile(".*/failed/" + letter));
        page.locator("#ask-restore summary").click();
        page.fill("#ask-restore textarea", "This one after all");
        page.locator("#ask-restore form button").click();
        assertThat(page.locator("#ask-discard")).hasCount(1);
        assertThat(world.state(change)).isEqualTo("FAILED_TO_EXPORT");
        world.admin().post("/dead-letters/" + letter + "/discard", Map.of("reason", "A test's"));
    }

    @Test
    void whatFoldsAndWhatScrollsIsForEverybodyToo() {
        Page page = as(Role.VIEWER);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        page.navigate("/me");
        page.locator("#permissions summary").click();
        assertThat(Browser.barriers(page)).isEmpty();
        page.setViewportSize(390, 844);
        page.navigate("/status");
        assertThat(Browser.barriers(page)).isEmpty();
        page.navigate("/ready");
        page.locator("#keep-view summary").click();
        page.fill("#keep-view input[name=name]", "Thumbs");
        page.locator("#keep-view button").click();
        assertThat(page.locator("nav[aria-label='Your views']")).containsText("Thumbs");
        assertThat(Browser.barriers(page)).isEmpty();
        // nothing is chosen: the keys of a decision do nothing
        page.keyboard().press("a");
        assertThat(page).hasURL(Pattern.compile(".*/ready"));
    }

    @Test
    void whatWaitsIsTriedNowOrGivenUp() {
        ProcoreChangeOrder first = site.changeOrder("Tried now", line("05-500.S", "4.40"));
        ProcoreChangeOrder second = site.changeOrder("Given up", line("05-500.S", "5.50"));
        world.poll();
        world.admin().post("/exports/pause", Map.of("reason", "A test"));
        world.accept(first);
        world.accept(second);
        world.database()
                .sql("UPDATE export_work SET due_at = :later")
                .param("later", OffsetDateTime.now(ZoneOffset.UTC).plusHours(3))
                .update();
        world.admin().post("/exports/resume", Map.of("reason", "A test"));

        Page page = as(Role.ADMIN);
        page.navigate("/change-orders/" + world.id(first));
        assertThat(page.locator("main")).containsText("in 2 h");
        button(page, "Try now").click();
        assertThat(page.locator("h1 .state"))
                .hasText("Synced", new LocatorAssertions.HasTextOptions().setTimeout(20_000));
        world.assertSynced(first);

        page.navigate("/change-orders/" + world.id(second));
        page.locator("#ask-stop-trying summary").click();
        page.fill("#ask-stop-trying textarea", "Entered twice");
        page.locator("#ask-stop-trying button").click();
        assertThat(page.locator("h1 .state")).hasText("Failed to export");
        page.getByText("Replay, correct or end it").click();
        page.locator("#ask-discard summary").click();
        page.fill("#ask-discard textarea", "Entered twice");
        page.locator("#ask-discard button").click();
        assertThat(page.locator("main")).containsText("discarded");
        world.eventually(second, "REJECTED");
    }

    @Test
    void anImportGoesOnWhileItsPageIsLeft() {
        StringBuilder csv = new StringBuilder("procore_id,spectrum_code\n");
        for (int line = 2; line <= 1_600; line++) {
            csv.append(line == 1_234 ? "none" : Integer.toString(900_000 + line))
                    .append(",C")
                    .append(line)
                    .append('\n');
        }
        Page page = as(Role.ADMIN);
        page.navigate("/links/commitments");
        page.locator("#import summary").click();
        page.setInputFiles(
                "#import input[type=file]",
                new FilePayload(
                        "links.csv", "text/csv", csv.toString().getBytes(StandardCharsets.UTF_8)));
        assertThat(page.locator("#import textarea"))
                .hasValue(Pattern.compile("[\\s\\S]*,C1600\\s*"));
        page.locator("#import button").click();
        assertThat(page.locator("h1")).hasText("Import of commitments");
        String address = page.url();

        page.navigate("/links/projects");
        page.locator("main a", containing("Import of commitments")).click();
        assertThat(page).hasURL(address);
        assertThat(page.locator("#progress strong").first())
                .hasText("Done", new LocatorAssertions.HasTextOptions().setTimeout(30_000));
        assertThat(page.locator("#progress")).containsText("1,599 of 1,599 lines");
        assertThat(page.locator("#progress")).containsText("1,598 imported, 1 not taken");
        assertThat(page.locator("#progress tbody td").first()).hasText("1234");
        assertThat(
                        world.admin()
                                .get("/links/commitments?q=901600")
                                .at("/items/0/spectrum_code")
                                .asText())
                .isEqualTo("C1600");

        assertThat(Browser.barriers(page)).isEmpty();

        page.navigate("/links/imports/none");
        assertThat(page.locator("main")).containsText("knows no such import");
    }

    @Test
    void aPageSaysWhenTheBridgeDoesNotAnswerAndWhenItDoesAgain() {
        Page page = as(Role.VIEWER);
        page.clock().install();
        page.navigate("/");
        Locator offline = page.locator("#offline");
        assertThat(offline).isHidden();
        page.context().setOffline(true);
        page.clock().fastForward(5_000);
        assertThat(offline).isVisible();
        assertThat(offline).containsText("may be old");
        page.context().setOffline(false);
        page.clock().fastForward(5_000);
        assertThat(offline).isHidden();
        // htmx tells the browser's console as well
        browser.complaints.removeIf(text -> text.startsWith("htmx:"));
    }

    @Test
    void aPageOutlivesItsSessionAndGoesOnInTheNextOneOfItsPerson() {
        for (String user : List.of("nora", "otto")) {
            world.admin()
                    .post("/users", Map.of("name", user, "role", "approver", "password", PASSWORD));
        }
        ProcoreChangeOrder change = site.changeOrder("Outlived <1>", line("03-300.S", "7.70"));
        world.poll();
        Page page = browser.signIn("nora", PASSWORD);
        page.clock().install();
        page.navigate("/ready?q=Outlived");
        choose(page, change);
        page.locator("#keep-view summary").click();
        page.fill("#keep-view input[name=name]", "What outlived");
        Locator signedOut = page.locator("#signed-out");
        assertThat(signedOut).isHidden();

        endSessions("nora");
        page.clock().fastForward(5_000);
        assertThat(signedOut).isVisible();
        assertThat(signedOut).containsText("what you typed is kept");
        assertThat(page).hasURL(Pattern.compile(".*/ready\\?q=Outlived"));
        assertThat(Browser.barriers(page)).isEmpty();
        // what is sent now would be lost
        page.locator("#keep-view button").click();
        assertThat(signedOut.locator("a")).isFocused();
        assertThat(page.locator("#keep-view input[name=name]")).hasValue("What outlived");
        assertThat(page.locator("[data-chosen-total]")).hasText("7.70");

        // coming back to the page is enough: its own time stands still
        page.clock().pauseAt(System.currentTimeMillis() + 3_600_000);
        Page other = page.context().waitForPage(() -> signedOut.locator("a").click());
        signIn(other, "nora");
        assertThat(other).hasURL(Pattern.compile(".*/ready\\?q=Outlived"));
        assertThat(signedOut).isVisible();
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
        assertThat(signedOut).isHidden();
        page.clock().resume();
        assertThat(page.locator("[data-chosen-total]")).hasText("7.70");
        page.locator("#keep-view button").click();
        assertThat(page.locator("nav[aria-label='Your views']")).containsText("What outlived");

        // and takes nothing of somebody else's
        choose(page, change);
        button(other, "Sign out").click();
        signIn(other, "otto");
        page.clock().fastForward(5_000);
        assertThat(page.locator("#someone-else")).containsText("This page is nora’s");
        assertThat(signedOut).isHidden();
        assertThat(page.locator("[data-chosen-total]")).hasText("7.70");
        button(page, "Accept…").click();
        assertThat(page.locator("#someone-else a")).isFocused();
        assertThat(page).hasURL(Pattern.compile(".*/ready\\?q=Outlived"));
    }

    @Test
    void aPageThatStandsStillLearnsOfTheEndOfItsSessionToo() {
        world.admin()
                .post("/users", Map.of("name", "quin", "role", "approver", "password", PASSWORD));
        Page page = browser.signIn("quin", PASSWORD);
        page.clock().install();
        page.navigate("/me");
        page.fill("input[name=delegate]", "nobody yet");
        endSessions("quin");
        page.clock().fastForward(21_000);
        assertThat(page.locator("#signed-out")).isVisible();
        assertThat(page.locator("input[name=delegate]")).hasValue("nobody yet");

        Page other = page.context().newPage();
        other.navigate("/");
        signIn(other, "quin");
        page.clock().fastForward(21_000);
        assertThat(page.locator("#signed-out")).isHidden();
        page.fill("input[name=until]", "2099-01-01");
        page.fill("input[name=reason]", "On leave");
        button(page, "Let them act for me").click();
        assertThat(page.locator("main")).containsText("Nothing was changed.");
    }

    @Test
    void aFormThatIsSentTooLateLeadsBackToItsPage() {
        world.admin()
                .post("/users", Map.of("name", "pia", "role", "approver", "password", PASSWORD));
        Page page = browser.signIn("pia", PASSWORD);
        page.navigate("/synced?q=late");
        page.locator("#keep-view summary").click();
        page.fill("#keep-view input[name=name]", "Late");
        endSessions("pia");
        page.locator("#keep-view button").click();
        signIn(page, "pia");
        assertThat(page).hasURL(Pattern.compile(".*/synced\\?q=late"));
    }

    private static void endSessions(String user) {
        world.database()
                .sql("DELETE FROM console_session WHERE user_name = ?")
                .param(user)
                .update();
    }

    private static void signIn(Page page, String name) {
        page.fill("input[name=name]", name);
        page.fill("input[name=password]", PASSWORD);
        button(page, "Sign in").click();
    }

    @Test
    void whatNeedsAttentionIsByRequirementAndWhatIsLikeNothingElseSharesACard() {
        for (int i = 1; i <= 6; i++) {
            site.changeOrder(
                    "A title that is much too long for it, " + i, line("03-300.S", "1.00"));
        }
        world.poll();
        Page page = as(Role.VIEWER);
        page.navigate("/needs-attention");
        assertThat(page.locator("h2#need-title-length")).hasText("Title length");
        Locator card = page.locator("#need-title-length-alone");
        assertThat(card.locator("summary")).containsText("6 each for a reason of its own");
        card.locator("summary").click();
        assertThat(card.locator("li")).hasCount(6);
        assertThat(card.locator("li").first()).containsText("at most 30 are allowed");
        assertThat(Browser.barriers(page)).isEmpty();
    }

    @Test
    void aVendorIsLinkedOnThePageAndItsChangeOrdersMoveOn() {
        ProcoreVendor granite = world.procore.company().addVendor("Granite & Sons", null);
        world.spectrum.books().addVendor("GRANITE", "Granite Works");
        world.spectrum.books().addSubcontract("GRANITE", "SC-77G");
        ProcoreCommitment commitment = site.project.addSubcontract("SC-77G", granite);
        for (int i = 1; i <= 3; i++) {
            commitment.addChangeOrder("00" + i, "Granite " + i, line("03-300.S", "1.00"));
        }
        world.refresh();
        world.poll();
        Page approver = as(Role.APPROVER);
        approver.navigate("/needs-attention");
        assertThat(approver.locator("#groups details", containing("Granite & Sons")))
                .containsText("Links are an admin's to make.");
        Page page = as(Role.ADMIN);
        page.navigate("/needs-attention");
        assertThat(page.locator("#groups")).not().containsText("Links are an admin's to make.");
        Locator row = page.locator("article tr", containing("Granite & Sons"));
        row.locator("input[name=spectrum_code]").last().fill("NOBODY");
        row.getByRole(AriaRole.BUTTON, LINK).click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Nothing was changed");
        row.locator("input[name=spectrum_code]").last().fill("GRANITE");
        row.getByRole(AriaRole.BUTTON, LINK).click();
        assertThat(page.getByRole(AriaRole.STATUS).first()).containsText("Linked to GRANITE");
        assertThat(row).hasCount(0);

        // the list of links knows the names too, and keeps its filter
        world.procore.company().addVendor("Granite Works Inc", null);
        world.refresh();
        world.poll();
        page.navigate("/links/vendors?q=Granite+Works");
        Locator like = page.locator("tr", containing("Granite Works Inc"));
        like.getByRole(AriaRole.BUTTON).getByText("Link to GRANITE").click();
        assertThat(page).hasURL(Pattern.compile(".*/links/vendors\\?q=Granite\\+Works"));
        assertThat(like).containsText("by hand");
        assertThat(Browser.barriers(page)).isEmpty();
        page.navigate("/ready?q=Granite");
        assertThat(page.locator("tr[data-id]")).hasCount(3);
    }

    @Test
    void whatWasTypedOfAPersonIsStillThereWhenItIsRefused() {
        Page admin = as(Role.ADMIN);
        admin.navigate("/people");
        admin.locator("#new-user summary").click();
        admin.fill("#new-user input[name=name]", "paula");
        admin.fill("#new-user input[name=accept_limit]", "about 5");
        admin.fill("#new-user input[name=password]", PASSWORD);
        admin.locator("#new-user form button").click();
        assertThat(admin.getByRole(AriaRole.ALERT)).containsText("Nothing was changed");
        assertThat(admin.getByRole(AriaRole.ALERT)).not().containsText("accept_limit");
        assertThat(admin.locator("#new-user input[name=name]")).hasValue("paula");
        assertThat(admin.locator("#new-user input[name=accept_limit]")).hasValue("about 5");
        assertThat(admin.locator("#new-user input[name=accept_limit]")).isVisible();
        admin.navigate(admin.url());
        assertThat(admin).hasURL(Pattern.compile(".*/people"));

        Page approver = as(Role.APPROVER);
        approver.navigate("/me");
        approver.fill("input[name=delegate]", "nobody-there");
        approver.fill("input[name=until]", "2099-01-01");
        approver.fill("input[name=reason]", "On leave");
        button(approver, "Let them act for me").click();
        assertThat(approver.getByRole(AriaRole.ALERT)).containsText("Nothing was changed");
        assertThat(approver.locator("input[name=delegate]")).hasValue("nobody-there");
        assertThat(approver.locator("input[name=reason]")).hasValue("On leave");
    }

    @Test
    void theAuditTrailShowsWhatWasChangedAsText() {
        world.admin()
                .post("/users", Map.of("name", "olga", "role", "approver", "password", PASSWORD));
        Page admin = as(Role.ADMIN);
        admin.navigate("/people");
        admin.locator("#user-olga > summary").click();
        admin.fill("#user-olga input[name=accept_limit]", "2500.00");
        admin.locator("#user-olga form").first().locator("button").click();
        world.admin()
                .put("/links/commitments", Map.of("procore_id", 77, "spectrum_code", "<b>X</b>"));

        ProcoreChangeOrder change = site.changeOrder("Audited beam", line("03-300.S", "1.00"));
        world.poll();

        Page page = as(Role.VIEWER);
        page.navigate("/audit");
        assertThat(page.locator("tr", containing("Audited beam")).locator("a").first())
                .hasText(change.commitment().number() + " / " + change.number());
        page.navigate("/audit?q=user+olga");
        Locator limit = page.locator(".told tr", containing("Accept limit"));
        assertThat(limit.locator("td").first()).hasText("–");
        assertThat(limit.locator("ins")).hasText("2500.00");
        page.navigate("/audit?q=link+commitments+77");
        assertThat(page.locator(".told ins").first()).hasText("<b>X</b>");
        button(page, "Verify the chain").click();
        assertThat(page.locator("#verification")).containsText("The chain is whole");
    }

    /** Accepts it, and Spectrum refuses it for good; gives the dead letter's id. */
    private static String fail(ProcoreChangeOrder change, String column, String message) {
        world.spectrum.faults().next(Fault.invalid(column, message));
        world.accept(change);
        world.eventually(change, "FAILED_TO_EXPORT");
        return world.deadLetter(change).path("id").asText();
    }
}
