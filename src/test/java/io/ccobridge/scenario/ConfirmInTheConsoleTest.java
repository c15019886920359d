package io.ccobridge.scenario;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.ccobridge.sandbox.company.ProcoreLine.line;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.ccobridge.changeorder.Role;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is shown before many change orders are decided on at once. */
class ConfirmInTheConsoleTest extends InTheConsole {

    private static final String CAREFUL = "careful-admin";

    @Test
    void itShowsExactlyWhatGoesAndWhyTheRestDoesNot() {
        world.admin()
                .post(
                        "/users",
                        Map.of(
                                "name",
                                CAREFUL,
                                "role",
                                Role.ADMIN.word(),
                                "password",
                                PASSWORD,
                                "accept_limit",
                                "1000.00"));
        ProcoreChangeOrder well =
                site.changeOrder(
                        "Shown <well>", line("03-300.S", "100.00"), line("05-500.S", "-0.50"));
        ProcoreChangeOrder old = site.changeOrder("Shown old", line("03-300.S", "20.25"));
        old.setTimes(Instant.parse("2020-05-05T12:00:00Z"), Instant.now());
        ProcoreChangeOrder above = site.changeOrder("Shown above", line("03-300.S", "1000.01"));
        ProcoreChangeOrder own = site.changeOrder("Shown own", line("03-300.S", "10.00"));
        world.poll();
        Page page = browser.signIn(CAREFUL, PASSWORD);
        page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
        page.navigate("/change-orders/" + world.id(own));
        button(page, "Retrieve").click();
        button(page, "Re-send to accounting").click();
        assertThat(page.locator("h1 .state")).hasText("Ready to export");

        page.navigate("/ready?q=Shown");
        page.locator("input[data-all]").check();
        // one that is not there any more
        page.evaluate(
                "() => document.querySelector('input[data-all]').form.insertAdjacentHTML("
                        + "'beforeend', '<input type=hidden name=id value=999999>')");
        page.keyboard().press("a");

        assertThat(page.locator("h1")).hasText("Accept 2 change orders, 119.75");
        assertThat(page.locator("main > .note"))
                .containsText("3 of the 5 that you chose will not be");
        Locator leftOut = page.locator("#left-out tbody tr");
        assertThat(leftOut).hasCount(3);
        assertThat(leftOut.filter(having("Shown above")))
                .containsText("Your limit is 1,000.00; this change order is 1,000.01.");
        assertThat(leftOut.filter(having("Shown own")))
                .containsText("You sent this change order to accounting; another person");
        assertThat(leftOut.filter(having("999999"))).containsText("There is no change order");
        assertThat(page.locator("tbody", containing("Shown old")))
                .containsText("2020-05-05 is before last month");
        Locator shown = page.locator("tbody", containing("Shown <well>"));
        assertThat(shown.innerText().replaceAll("\\s+", " "))
                .containsSubsequence(
                        "Job " + site.job(),
                        "Vendor " + site.vendor.originCode(),
                        "Subcontract " + site.subcontract.number(),
                        "Change request " + world.number(well),
                        "Change order " + well.number(),
                        "Date ",
                        "Description Shown <well>",
                        "03300 S 100.00",
                        "05500 S −0.50",
                        "99.50",
                        "nothing");
        Locator call = shown.locator("pre").first();
        assertThat(call).hasCount(0);
        shown.getByText("The exact calls to Spectrum (2)").click();
        assertThat(call).isVisible();
        assertThat(call).containsText("<Job_Number>" + site.job() + "</Job_Number>");
        assertThat(call).containsText("<Authorization_ID>***</Authorization_ID>");
        assertThat(Browser.barriers(page)).isEmpty();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertThat(Browser.colours(page)).isEmpty();
        page.setViewportSize(390, 900);
        assertThat((int) page.evaluate(ConsoleTest.TOO_WIDE)).isLessThanOrEqualTo(1);

        button(page, "Accept and send to Spectrum").click();
        assertThat(page.locator("h1")).hasText("2 of 2 accepted");
        world.assertSynced(well);
        assertThat(world.state(above)).isEqualTo("READY_TO_EXPORT");
        assertThat(world.state(own)).isEqualTo("READY_TO_EXPORT");

        page.setViewportSize(1360, 900);
        page.navigate("/ready?q=Shown");
        // what was left out of the decision is still chosen
        assertThat(page.locator(".chosen [role=status]")).hasText("2 chosen, 1,010.01");
        page.keyboard().press("a");
        assertThat(page.locator("h1")).hasText("None of these 2 change orders can be accepted");
        assertThat(page.locator("form[action='/decide']")).hasCount(0);
        assertThat(leftOut).hasCount(2);
        assertThat(Browser.barriers(page)).isEmpty();
        button(page, "Back").click();
        // a limit is about accepting
        assertThat(page).hasURL(Pattern.compile(".*/ready\\?q=Shown"));
        page.locator("input[data-all]").check();
        page.keyboard().press("r");
        assertThat(page.locator("h1")).hasText("Reject 2 change orders, 1,010.01");
        page.fill("textarea[name=reason]", "Neither was wanted");
        button(page, "Reject").click();
        assertThat(page.locator("h1")).hasText("2 of 2 rejected");
    }

    @Test
    void theConfirmPageIsReloadedAndGoneBackToAndSaysWhatIsTrueThen() {
        ProcoreChangeOrder one = site.changeOrder("Return 1", line("03-300.S", "1.00"));
        ProcoreChangeOrder two = site.changeOrder("Return 2", line("03-300.S", "2.00"));
        world.poll();
        Page page = as(Role.APPROVER);
        page.navigate("/ready?q=Return");
        page.locator("input[data-all]").check();
        page.keyboard().press("a");
        assertThat(page.locator("h1")).hasText("Accept 2 change orders, 3.00");
        String address = page.url();
        assertThat(address)
                .contains("/confirm?move=accept&ids=")
                .contains(world.id(one))
                .contains(world.id(two))
                .doesNotContain("csrf");
        page.reload();
        assertThat(page.locator("h1")).hasText("Accept 2 change orders, 3.00");
        button(page, "Accept and send to Spectrum").click();
        assertThat(page.locator("h1")).hasText("2 of 2 accepted");
        world.assertSynced(one);
        world.assertSynced(two);

        page.goBack();
        assertThat(page).hasURL(address);
        assertThat(page.locator("h1")).hasText("None of these 2 change orders can be accepted");
        assertThat(page.locator("#left-out tbody tr").first()).containsText("synced");
        assertThat(page.locator("form[action='/decide']")).hasCount(0);
        page.goBack();
        assertThat(page).hasURL(Pattern.compile(".*/ready\\?q=Return"));

        // signed out on the way: it is come back to
        Page later = browser.signIn(name(Role.VIEWER), PASSWORD);
        later.context().clearCookies();
        later.navigate(address);
        later.fill("input[name=name]", name(Role.VIEWER));
        later.fill("input[name=password]", PASSWORD);
        button(later, "Sign in").click();
        assertThat(later).hasURL(address);
        assertThat(later.locator("h1")).hasText("None of these 2 change orders can be accepted");
    }

    @Test
    void theCallsThatAreShownAreThoseOfWhatWasLookedAtOrNone() {
        ProcoreChangeOrder same = site.changeOrder("Calls same", line("03-300.S", "1.00"));
        ProcoreChangeOrder other = site.changeOrder("Calls other", line("03-300.S", "2.00"));
        world.poll();
        Page page = as(Role.APPROVER);
        page.navigate("/ready?q=Calls");
        page.locator("input[data-all]").check();
        page.keyboard().press("a");
        assertThat(page.locator("h1")).hasText("Accept 2 change orders, 3.00");
        other.setTitle("Calls of another");
        world.poll();
        world.move(world.as(Role.PROJECT_MANAGER), other, "send").good();

        for (ProcoreChangeOrder change : List.of(same, other)) {
            page.locator("tbody", containing(change == same ? "Calls same" : "Calls other"))
                    .getByText("The exact calls to Spectrum")
                    .click();
        }
        assertThat(page.locator("tbody", containing("Calls same")).locator("pre"))
                .containsText("Calls same");
        Locator changed = page.locator("tbody", containing("Calls other"));
        assertThat(changed.locator(".note")).containsText("It has changed since");
        assertThat(changed.locator("pre")).hasCount(0);
        assertThat(Browser.barriers(page)).isEmpty();
        button(page, "Accept and send to Spectrum").click();
        assertThat(page.locator("h1")).hasText("1 of 2 accepted");
        world.assertSynced(same);
        page.navigate("/change-orders/" + world.id(other) + "/calls");
        assertThat(page.locator("pre")).containsText("Calls of another");
        assertThat(Browser.barriers(page)).isEmpty();
    }

    @Test
    void manyAreDecidedOnWithoutAScript() {
        ProcoreChangeOrder yes = site.changeOrder("Scriptless yes", line("03-300.S", "1.00"));
        ProcoreChangeOrder no = site.changeOrder("Scriptless no", line("03-300.S", "2.00"));
        world.poll();
        Page page = browser.signInWithoutScript(name(Role.APPROVER), PASSWORD);
        page.navigate("/ready?q=Scriptless");
        choose(page, yes);
        button(page, "Accept what is chosen…").click();
        assertThat(page.locator("h1")).hasText("Accept 1 change order, 1.00");
        page.getByText("The exact calls to Spectrum (1)").click();
        page.getByText("On a page of their own").click();
        assertThat(page.locator("pre")).containsText("<Sub_Amount>1.00</Sub_Amount>");
        page.goBack();
        button(page, "Accept and send to Spectrum").click();
        assertThat(page.locator("h1")).hasText("1 of 1 accepted");

        page.navigate("/ready?q=Scriptless no");
        choose(page, no);
        button(page, "Reject what is chosen…").click();
        page.fill("textarea[name=reason]", "Not this one");
        button(page, "Reject").click();
        assertThat(page.locator("h1")).hasText("1 of 1 rejected");
        world.assertSynced(yes);
        assertThat(world.state(no)).isEqualTo("REJECTED");
        Page scripted = as(Role.APPROVER);
        scripted.navigate("/ready");
        assertThat(scripted.getByText("what is chosen…")).hasCount(0);
    }

    private static Locator.FilterOptions having(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }
}
