package io.ccobridge.scenario;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.ccobridge.sandbox.company.ProcoreLine.line;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.ccobridge.changeorder.Role;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;
import io.ccobridge.sandbox.spectrum.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The days of an approver, a project manager and an admin in the web console. */
class ConsoleTest extends InTheConsole {

    static final String TOO_WIDE =
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth";

    // without motion no colour is looked at halfway between the two
    private static final Page.EmulateMediaOptions LIGHT =
            new Page.EmulateMediaOptions()
                    .setColorScheme(ColorScheme.LIGHT)
                    .setReducedMotion(ReducedMotion.REDUCE);
    private static final Page.EmulateMediaOptions DARK =
            new Page.EmulateMediaOptions()
                    .setColorScheme(ColorScheme.DARK)
                    .setReducedMotion(ReducedMotion.REDUCE);

    @Test
    void anApproverChoosesByKeyboardSeesTheSumAndAcceptsManyAtOnce() {
        ProcoreChangeOrder one = site.changeOrder("Added footing", line("03-300.S", "1000.25"));
        ProcoreChangeOrder two = site.changeOrder("Credit for paint", line("09-900.S", "-200.00"));
        world.poll();
        Page page = as(Role.APPROVER);
        page.navigate("/ready?q=" + one.title().split(" ")[1]);
        assertThat(page.locator("tr[data-id]")).hasCount(1);
        page.navigate("/ready");
        page.keyboard().press("/");
        assertThat(page.locator("input[name=q]")).isFocused();
        page.keyboard().press("Escape");
        page.keyboard().press("?");
        assertThat(page.locator("dialog.keys")).isVisible();
        page.keyboard().press("?");
        for (String key : List.of("j", "x", "j", "x", "k", "x")) {
            page.keyboard().press(key);
        }
        assertThat(page.locator("[data-chosen-count]")).hasText("1");
        page.keyboard().press("j");
        page.keyboard().press("x");
        assertThat(page.locator(".chosen")).isHidden();
        choose(page, one);
        choose(page, two);
        assertThat(page.locator("[data-chosen-count]")).hasText("2");
        assertThat(page.locator("[data-chosen-total]")).hasText("800.25");

        page.keyboard().press("a");
        assertThat(page.locator("h1")).containsText("Accept 2 change orders, 800.25");
        assertThat(page.locator("main")).containsText("03300 S");
        page.getByRole(AriaRole.BUTTON, named("Accept and send to Spectrum")).click();
        assertThat(page.locator("h1")).hasText("2 of 2 accepted");

        world.assertSynced(one);
        world.assertSynced(two);
        assertThat(page.locator(".state-synced", containing("Synced"))).hasCount(3);
        page.navigate("/synced");
        assertThat(page.locator("table.list tbody")).containsText(world.number(one));
        assertThat(page.locator("tr", containing("Credit for paint")).locator(".state"))
                .hasText("Synced");
    }

    @Test
    void whatBecomesOfADecisionIsSeenWithoutAReloadAndAReloadDecidesNothing() {
        for (int i = 0; i < 10; i++) {
            site.changeOrder("Deck " + i, line("03-300.S", "10.25"));
        }
        ProcoreChangeOrder large = site.changeOrder("Deck of all", line("03-300.S", "2000000.00"));
        ProcoreChangeOrder refused = site.changeOrder("Deck gone", line("03-300.S", "9.00"));
        world.poll();
        world.admin().post("/exports/pause", Map.of("reason", "A look before"));
        Page page = as(Role.APPROVER);
        page.navigate("/ready?q=Deck");
        page.locator("input[data-all]").check();
        page.keyboard().press("a");
        assertThat(page.locator("h1")).containsText("Accept 12 change orders, 2,000,111.50");
        assertThat(page.locator("tbody", containing("once a second person has accepted it")))
                .containsText("Deck of all");
        world.move(world.as(Role.PROJECT_MANAGER), refused, "retrieve").good();
        button(page, "Accept and send to Spectrum").click();

        Locator status = page.locator("main [role=status]");
        assertThat(page.locator("h1")).hasText("11 of 12 accepted");
        assertThat(status).containsText(sum("On its way", 10, "102.50"));
        assertThat(status).containsText(sum("Waits for a second person", 1, "2,000,000.00"));
        assertThat(status).containsText(sum("Not accepted", 1, "9.00"));
        assertThat(page.locator("tr[data-id]").first()).containsText("Deck gone");
        assertThat(page.locator("tr[data-id]").first()).containsText("now: Retrieved");
        assertThat(page.locator("main")).containsText("A look before");
        assertThat(Browser.barriers(page)).isEmpty();
        Locator link = page.locator("tr", containing("Deck 2")).locator("a").first();
        link.focus();

        world.admin().post("/exports/resume", Map.of("reason", "Looked at"));
        assertThat(page.locator("tr .state-synced")).hasCount(10);
        assertThat(page.locator("main")).not().containsText("A look before");
        world.spectrum.faults().next(Fault.invalid("CR_Phase_Code", "The deck is closed"));
        world.move(world.admin(), large, "accept").good();
        Locator failed = page.locator("tr", containing("The deck is closed"));
        assertThat(failed.locator(".state-failed-to-export")).hasText("Failed to export");
        assertThat(status).containsText(sum("Synced", 10, "102.50"));
        assertThat(status).containsText(sum("Failed to export", 1, "2,000,000.00"));
        // nothing moves any more
        assertThat(page.locator("#decided[hx-get]")).hasCount(0);
        assertThat(link).isFocused();

        assertThat(page).hasURL(Pattern.compile(".*/decided\\?.*"));
        page.reload();
        assertThat(page.locator("h1")).hasText("11 of 12 accepted");
        assertThat(page.locator("tr[data-id]").first()).containsText("Not accepted");
        Page viewer = as(Role.VIEWER);
        viewer.navigate(page.url().replace("&said", ",999999&said"));
        assertThat(viewer.locator("h1")).hasText("What became of 13 change orders");
        assertThat(viewer.locator("tr", containing("Deck gone")).locator(".state"))
                .hasText("Retrieved");
        assertThat(viewer.locator("main")).containsText("told to whoever decided");
        assertThat(viewer.locator("main")).containsText("knows no change order 999999");
        viewer.navigate("/decided?move=accept&ids=none");
        assertThat(viewer.locator("main")).containsText("This address is not whole");
        failed.getByText("What to do").click();
        assertThat(page.locator("main")).containsText("The deck is closed");
        String letter = world.deadLetter(large).path("id").asText();
        world.admin().post("/dead-letters/" + letter + "/discard", Map.of("reason", "A test's"));
    }

    private static Pattern sum(String outcome, int count, String total) {
        return Pattern.compile(outcome + "\\s*" + count + "\\D*" + total.replace(".", "\\."));
    }

    @Test
    void manyAreRejectedAtOnceAndTheirPageRests() {
        site.changeOrder("Pump 1", line("03-300.S", "1.00"));
        site.changeOrder("Pump 2", line("03-300.S", "2.00"));
        world.poll();
        Page page = as(Role.APPROVER);
        page.navigate("/ready?q=Pump");
        page.locator("input[data-all]").check();
        page.keyboard().press("r");
        page.fill("textarea[name=reason]", "Wrong pump");
        button(page, "Reject").click();
        assertThat(page.locator("h1")).hasText("2 of 2 rejected");
        assertThat(page.locator("main [role=status]")).containsText(sum("Rejected", 2, "3.00"));
        assertThat(page.locator("#decided[hx-get]")).hasCount(0);
        page.getByText("Back to the list").click();
        assertThat(page).hasURL(Pattern.compile(".*/ready\\?q=Pump"));
        assertThat(page.locator("main")).containsText("Nothing matches this filter");
    }

    @Test
    void aLongListIsReadPageByPageWithAsManyRowsAsAreWanted() {
        for (int i = 0; i < 51; i++) {
            site.changeOrder("Pile " + i, line("03-300.S", "1.00"));
        }
        world.poll();
        Page page = as(Role.APPROVER);
        page.navigate("/ready?q=Pile");
        Locator rows = page.locator("tr[data-id]");
        assertThat(rows).hasCount(25);
        assertThat(page.locator(".total")).containsText("51 change orders");
        page.getByText("Next page").click();
        page.getByText("Next page").click();
        assertThat(rows).hasCount(1);
        assertThat(page.getByText("Next page")).hasCount(0);
        page.getByText("First page").click();
        assertThat(rows).hasCount(25);

        page.locator(".pager a").getByText("50").click();
        assertThat(rows).hasCount(50);
        assertThat(Browser.barriers(page)).isEmpty();
        page.locator("input[data-all]").check();
        assertThat(page.locator("[data-chosen-total]")).hasText("50.00");
        // a filter and an order leave it as it is
        page.fill("input[name=q]", "pile");
        button(page, "Filter").click();
        page.locator("th").getByText("Amount").click();
        assertThat(page).hasURL(Pattern.compile(".*per_page=50.*"));
        assertThat(rows).hasCount(50);
        page.getByText("Next page").click();
        assertThat(rows).hasCount(1);

        page.navigate("/ready?q=Pile&per_page=200");
        page.locator("input[data-all]").check();
        page.keyboard().press("r");
        page.fill("textarea[name=reason]", "Piles are another contract");
        button(page, "Reject").click();
        assertThat(page.locator("h1")).hasText("51 of 51 rejected");
    }

    @Test
    void whatIsRejectedIsSentAgainByTheProjectManager() {
        ProcoreChangeOrder change = site.changeOrder("Lobby glass", line("05-500.S", "77.00"));
        world.poll();
        Page approver = as(Role.APPROVER);
        approver.navigate("/change-orders/" + world.id(change));
        approver.keyboard().press("r");
        approver.fill("#ask-reject textarea", "Wrong cost type");
        approver.getByRole(AriaRole.BUTTON, named("Reject")).click();
        assertThat(approver.locator("h1 .state")).hasText("Rejected");

        Page manager = as(Role.PROJECT_MANAGER);
        manager.navigate("/returned");
        manager.locator("tr", containing("Lobby glass")).locator("a").first().click();
        assertThat(manager.locator("#one .note")).containsText("Wrong cost type");
        manager.getByRole(AriaRole.BUTTON, named("Re-send to accounting")).click();
        assertThat(manager.locator("h1 .state")).hasText("Ready to export");
    }

    @Test
    void anAdminMendsACauseTriesOneAndReplaysTheRest() {
        List<ProcoreChangeOrder> changes =
                List.of(
                        site.changeOrder("Stairs 1", line("03-300.L", "10.00")),
                        site.changeOrder("Stairs 2", line("03-300.L", "20.00")),
                        site.changeOrder("Stairs 3", line("03-300.L", "30.00")));
        world.poll();
        world.spectrum.faults().always(Fault.invalid("CR_Phase_Code", "Phase is closed"));
        changes.forEach(world::accept);
        changes.forEach(change -> world.eventually(change, "FAILED_TO_EXPORT"));
        world.clearFaults();

        Page page = as(Role.ADMIN);
        page.navigate("/failed");
        assertThat(page.locator("#groups")).containsText("Phase is closed");
        assertThat(page.locator("#groups")).containsText("60.00");
        page.getByRole(AriaRole.BUTTON, named("Replay…")).first().click();
        assertThat(page.locator("h1")).containsText("Replay 3 exports, 60.00");
        assertThat(page.locator("input[name=canary]")).isChecked();
        page.fill("input[name=reason]", "Phase opened");
        page.getByRole(AriaRole.BUTTON, named("Start the replay")).click();
        assertThat(page.locator("#progress"))
                .containsText(
                        "3 succeeded, 0 failed",
                        new LocatorAssertions.ContainsTextOptions().setTimeout(60_000));
        changes.forEach(world::assertSynced);
    }

    @Test
    void aMoveThatIsNotOpenIsGreyAndSaysWhy() {
        ProcoreChangeOrder change = site.changeOrder("Roof hatch", line("05-500.S", "5.00"));
        world.poll();
        Page viewer = as(Role.VIEWER);
        viewer.navigate("/change-orders/" + world.id(change));
        Locator accept = viewer.getByRole(AriaRole.BUTTON, named("Accept"));
        assertThat(accept).hasAttribute("aria-disabled", "true");
        assertThat(viewer.locator("#why-accept")).hasText("It takes the role approver or admin.");
        accept.focus();
        assertThat(viewer.locator("#why-accept")).isVisible();
        viewer.keyboard().press("Escape");
        assertThat(viewer.locator("#why-accept")).isHidden();
        viewer.navigate("/people");
        assertThat(viewer.locator("h1")).hasText("You may not do this");
        viewer.navigate("/links/vendors");
        assertThat(viewer.locator("h1")).hasText("You may not do this");
    }

    @Test
    void aFormOpensReadyToBeTypedInAndStaysOpenWhenItIsRefused() {
        ProcoreChangeOrder change = site.changeOrder("Skylight", line("05-500.S", "5.00"));
        world.poll();
        Page page = as(Role.APPROVER);
        page.navigate("/change-orders/" + world.id(change));
        page.keyboard().press("r");
        assertThat(page.locator("#ask-reject textarea")).isFocused();
        page.keyboard().type("Not this one");
        page.keyboard().press("Escape");
        assertThat(page.locator("#ask-reject textarea")).isHidden();
        assertThat(page.locator("#ask-reject summary")).isFocused();
        page.keyboard().press("a");
        Locator number = page.locator("#ask-accept input[name=change_request_number]");
        assertThat(number).isFocused();
        page.locator("#ask-reject summary").click();
        assertThat(number).isHidden();
        assertThat(page.locator("#ask-reject textarea")).hasValue("Not this one");

        page.locator("#ask-accept summary").click();
        number.fill("S/1 x");
        page.locator("#ask-accept form button").click();
        assertThat(page.locator("#wrong")).containsText("Nothing was changed.");
        assertThat(page.locator("#wrong")).not().containsText("change_request_number");
        assertThat(page.locator("#wrong p")).hasCount(2);
        assertThat(number).hasValue("S/1 x");
        assertThat(number).isFocused();
        assertThat(Browser.barriers(page)).isEmpty();
        // the address of what was refused leads back
        page.navigate(page.url());
        assertThat(page).hasURL(Pattern.compile(".*/change-orders/" + world.id(change)));
        assertThat(page.locator("#wrong")).hasCount(0);
    }

    @Test
    void aTitleOfMarkupStaysText() {
        String title = "<script>x</script><b>";
        site.changeOrder(title, line("03-300.S", "6.00"));
        world.poll();
        Page page = as(Role.APPROVER);
        page.navigate("/ready?q=%3Cscript%3E");
        assertThat(page.locator("table.list tbody")).containsText(title);
        assertThat(page.locator("table.list tbody b")).hasCount(0);
    }

    @Test
    void whatComesInAppearsWithoutLosingTheChoice() {
        ProcoreChangeOrder first = site.changeOrder("First in", line("03-300.S", "1.00"));
        world.poll();
        Page page = as(Role.APPROVER);
        page.navigate("/ready?q=in");
        choose(page, first);
        site.changeOrder("Second in", line("03-300.S", "2.00"));
        world.poll();
        assertThat(page.locator("tr", containing("Second in"))).isVisible();
        assertThat(page.locator("[data-chosen-count]")).hasText("1");
        assertThat(page.locator("[data-chosen-total]")).hasText("1.00");
    }

    @Test
    void newsTakeNeitherFocusNorSelectionNorPlaceNorWhatIsTyped() {
        List<ProcoreChangeOrder> changes = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            changes.add(site.changeOrder("Many " + i, line("03-300.S", "1.00")));
        }
        ProcoreChangeOrder change = changes.get(20);
        world.poll();
        Page list = as(Role.APPROVER);
        list.navigate("/ready?q=Many&per_page=50");
        choose(list, changes.get(24));
        Locator link = list.locator("tr[data-id='" + world.id(changes.get(25)) + "'] a");
        link.focus();
        link.evaluate("it => getSelection().selectAllChildren(it)");

        Page one = as(Role.APPROVER);
        one.navigate("/change-orders/" + world.id(change));
        one.keyboard().press("r");
        one.fill("#ask-reject textarea", "Wrong cost");
        world.move(world.as(Role.PROJECT_MANAGER), change, "retrieve").good();
        site.changeOrder("Many more", line("03-300.S", "2.00"));
        world.move(world.as(Role.PROJECT_MANAGER), changes.get(0), "retrieve").good();
        world.poll();

        assertThat(one.locator("h1 .state")).hasText("Retrieved");
        assertThat(one.locator("#ask-reject textarea")).hasValue("Wrong cost");
        assertThat(one.locator("#ask-reject textarea")).isFocused();
        one.locator("#ask-reject button").click();
        assertThat(one.locator("#wrong")).containsText("Nothing was changed.");

        // rows above the one in focus have gone, one at the end has come
        assertThat(list.locator("tr", containing("Many more"))).isVisible();
        assertThat(list.locator("[data-chosen-count]")).hasText("1");
        assertThat(list.locator("tr", containing("Many 20"))).hasCount(0);
        assertThat(link).isFocused();
        assertThat(link).isInViewport();
        assertThat(list.evaluate("() => getSelection().toString()")).isEqualTo(link.textContent());
    }

    @Test
    void aViewIsFilteredByAmountSharedByItsAddressAndKeptUnderAName() {
        site.changeOrder("View small", line("03-300.S", "10.00"));
        site.changeOrder("View large", line("03-300.S", "-5000.00"));
        world.poll();
        Page page = as(Role.APPROVER);
        page.navigate("/ready?q=View");
        page.fill("input[name=min_amount]", "1,000");
        page.getByRole(AriaRole.BUTTON, named("Filter")).click();
        assertThat(page.locator("tr[data-id]")).hasCount(1);
        assertThat(page.locator("tr[data-id]")).containsText("View large");
        assertThat(page).hasURL(Pattern.compile(".*q=View.*min_amount=1%2C000.*"));

        page.fill("input[name=min_amount]", "about 5");
        page.getByRole(AriaRole.BUTTON, named("Filter")).click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Amount from: must be an amount");
        assertThat(page.locator("input[name=q]")).hasValue("View");
        assertThat(page.locator("input[name=min_amount]")).hasValue("about 5");
        assertThat(Browser.barriers(page)).isEmpty();
        page.fill("input[name=min_amount]", "1,000");
        page.getByRole(AriaRole.BUTTON, named("Filter")).click();

        page.locator("#keep-view summary").click();
        page.fill("#keep-view input[name=name]", "Large <ones>");
        page.getByRole(AriaRole.BUTTON, named("Save")).click();
        page.navigate("/ready");
        page.getByRole(AriaRole.LINK, named("Large <ones>")).click();
        assertThat(page.locator("tr[data-id]")).hasCount(1);
        assertThat(page.locator("a[aria-current=page]", containing("Large <ones>"))).isVisible();
        // each person has their own
        Page manager = as(Role.PROJECT_MANAGER);
        manager.navigate("/ready");
        assertThat(manager.getByText("Large <ones>")).hasCount(0);
        page.getByLabel("Delete the view Large <ones>").click();
        assertThat(page.getByText("Large <ones>")).hasCount(0);
    }

    @Test
    void aFormOfAnotherSessionIsRefusedAndSigningOutEndsIt() {
        Page page = browser.signIn(name(Role.APPROVER), PASSWORD);
        page.navigate("/me");
        page.evaluate(
                "() => document.querySelectorAll('input[name=csrf]').forEach(i => i.value = 'x')");
        page.getByRole(AriaRole.BUTTON, named("Save")).click();
        assertThat(page.locator("main")).containsText("This form is no longer valid");
        page.navigate("/");
        page.getByRole(AriaRole.BUTTON, named("Sign out")).click();
        page.navigate("/ready");
        assertThat(page).hasURL(Pattern.compile(".*/sign-in\\?to=%2Fready"));
    }

    @Test
    void everyPageIsForEverybody() {
        ProcoreChangeOrder lacking = site.changeOrder("Ghost", line("99-999.S", "3.00"));
        ProcoreChangeOrder ready = site.changeOrder("Footing", line("03-300.S", "4.00"));
        ProcoreChangeOrder failing = site.changeOrder("Fails", line("09-900.S", "9.00"));
        world.poll();
        world.spectrum.faults().next(Fault.invalid("CR_Phase_Code", "Phase is closed"));
        world.accept(failing);
        world.eventually(failing, "FAILED_TO_EXPORT");
        List<String> paths =
                List.of(
                        "/",
                        "/needs-attention",
                        "/ready",
                        "/accepted",
                        "/failed",
                        "/failed/list",
                        "/failed/replays",
                        "/failed/" + world.deadLetter(failing).path("id").asText(),
                        "/synced",
                        "/returned",
                        "/change-orders",
                        "/change-orders/" + world.id(ready),
                        "/change-orders/" + world.id(lacking),
                        "/decided?move=accept&ids=" + world.id(ready) + "," + world.id(failing),
                        "/links/vendors",
                        "/links/cost-codes",
                        "/reconciliation",
                        "/audit",
                        "/people",
                        "/me",
                        "/status",
                        "/downloads",
                        "/unreadable",
                        "/nothing-here");
        List<String> barriers = new ArrayList<>();
        Page page = as(Role.ADMIN);
        page.emulateMedia(LIGHT);
        for (String path : paths) {
            page.navigate(path);
            barriers.addAll(Browser.barriers(page));
            page.setViewportSize(390, 900);
            int over = (int) page.evaluate(TOO_WIDE);
            if (over > 1) {
                barriers.add(path + " is " + over + " pixels too wide for a phone");
            }
            page.setViewportSize(1360, 900);
            page.emulateMedia(DARK);
            barriers.addAll(Browser.colours(page));
            page.emulateMedia(LIGHT);
        }
        assertThat(barriers).isEmpty();
    }
}
