package io.ccobridge.scenario;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.ccobridge.sandbox.company.ProcoreLine.line;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.ccobridge.changeorder.Role;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What is chosen in a list stays chosen until it is decided on. */
class ChoiceInTheConsoleTest extends InTheConsole {

    /** The lists of other classes are of one page. */
    @AfterAll
    static void leaveNothingReady() {
        if (world == null) {
            return;
        }
        for (String title : List.of("Bolt", "Nut", "Washer")) {
            List<Map<String, Object>> left = new ArrayList<>();
            for (JsonNode one :
                    world.admin()
                            .get("/change-orders?view=ready&per_page=200&q=" + title)
                            .path("items")) {
                left.add(
                        Map.of(
                                "id",
                                one.path("id").asText(),
                                "version",
                                one.path("version").asInt()));
            }
            if (!left.isEmpty()) {
                world.admin()
                        .post("/change-orders/reject", Map.of("items", left, "reason", "A test's"));
            }
        }
    }

    @Test
    void itIsKeptFromPageToPageThroughFiltersAndOrdersUntilTheDecision() {
        for (int i = 0; i < 27; i++) {
            site.changeOrder("Bolt " + i, line("03-300.S", "1.0" + i % 10));
        }
        world.poll();
        Page page = as(Role.APPROVER);
        page.navigate("/ready?q=Bolt");
        page.locator("input[data-all]").check();
        assertThat(status(page)).hasText("25 chosen, 26.00");
        page.getByText("Next page").click();
        assertThat(page.locator("tr[data-id]")).hasCount(2);
        assertThat(status(page)).hasText("25 chosen, 26.00; not on this page");
        page.locator("tr[data-id] input").first().check();
        assertThat(status(page)).hasText("26 chosen, 27.05; 25 of them not on this page");
        page.locator("th").getByText("Amount").click();
        assertThat(page).hasURL(Pattern.compile(".*sort=total.*"));
        assertThat(page.locator("tr[data-id] input:checked")).hasCount(24);
        page.fill("input[name=q]", "Bolt 3");
        button(page, "Filter").click();
        assertThat(page.locator("tr[data-id] input:checked")).hasCount(1);
        assertThat(status(page)).hasText("26 chosen, 27.05; 25 of them not on this page");
        assertThat(Browser.barriers(page)).isEmpty();
        page.reload();
        assertThat(status(page)).containsText("26 chosen, 27.05");

        page.keyboard().press("a");
        assertThat(page.locator("h1")).hasText("Accept 26 change orders, 27.05");
        page.goBack();
        assertThat(status(page)).containsText("26 chosen, 27.05");
        page.keyboard().press("r");
        page.fill("textarea[name=reason]", "Bolts are not ours");
        button(page, "Reject").click();
        assertThat(page.locator("h1")).hasText("26 of 26 rejected");
        page.getByText("Back to the list").click();
        assertThat(page.locator(".chosen")).isHidden();

        page.navigate("/ready?q=Bolt");
        page.locator("tr[data-id] input").check();
        assertThat(status(page)).hasText("1 chosen, 1.06");
        button(page, "Clear").click();
        assertThat(page.locator(".chosen")).isHidden();
        assertThat(page.locator("tr[data-id] input:checked")).hasCount(0);
        page.reload();
        assertThat(page.locator(".chosen")).isHidden();
    }

    @Test
    void whatHasLeftTheListLeavesTheChoiceWithAWordAndWhatIsOnAnotherPageDoesNot() {
        List<ProcoreChangeOrder> changes = new ArrayList<>();
        for (int i = 0; i < 26; i++) {
            changes.add(site.changeOrder("Nut " + i, line("03-300.S", "1.00")));
        }
        world.poll();
        Page page = as(Role.APPROVER);
        page.navigate("/ready?q=Nut&sort=-id");
        // the last of the first page, and one that will be decided on elsewhere
        choose(page, changes.get(1));
        choose(page, changes.get(7));
        choose(page, changes.get(8));
        site.changeOrder("Nut of all", line("03-300.S", "5.00"));
        world.poll();
        world.move(world.as(Role.APPROVER), changes.get(8), "reject", "reason", "No nut").good();
        assertThat(page.locator("tr", containing("Nut of all"))).isVisible();
        assertThat(status(page))
                .hasText(
                        Pattern.compile(
                                "2 chosen, 2\\.00\\. .+ / "
                                        + changes.get(8).number()
                                        + " has left the list, and is not chosen any more\\."));

        site.changeOrder("Nut beyond", line("03-300.S", "6.00"));
        world.poll();
        assertThat(page.locator("tr", containing("Nut beyond"))).isVisible();
        assertThat(page.locator("tr", containing("Nut 1")).filter(exactly("Nut 1"))).hasCount(0);
        assertThat(status(page)).containsText("2 chosen, 2.00; 1 of them not on this page");

        page.navigate("/ready?q=nothing of it");
        world.move(world.as(Role.PROJECT_MANAGER), changes.get(7), "retrieve").good();
        page.reload();
        assertThat(status(page)).containsText("1 chosen, 1.00; not on this page");
        assertThat(status(page)).containsText("has left the list");
    }

    @Test
    void atMostSoManyAreDecidedOnAtOnceAndNobodyElseGetsWhatWasChosen() {
        for (int i = 0; i < 3; i++) {
            site.changeOrder("Washer " + i, line("03-300.S", "1.00"));
        }
        world.poll();
        world.admin()
                .post("/users", Map.of("name", "wes", "role", "approver", "password", PASSWORD));
        Page page = browser.signIn("wes", PASSWORD);
        page.navigate("/ready?q=Washer");
        page.locator("form[data-list]").evaluate("form => { form.dataset.most = 2; }");
        page.locator("input[data-all]").check();
        assertThat(status(page)).hasText("3 chosen, 3.00; at most 2 are decided on at once");
        assertThat(button(page, "Accept…")).hasAttribute("aria-disabled", "true");
        page.keyboard().press("a");
        assertThat(page.locator("h1")).hasText("Ready to export");
        page.locator("tr[data-id] input").first().uncheck();
        assertThat(status(page)).hasText("2 chosen, 2.00");

        button(page, "Sign out").click();
        for (String name : List.of("wes", name(Role.ADMIN))) {
            page.navigate("/sign-in?to=/ready?q=Washer");
            page.fill("input[name=name]", name);
            page.fill("input[name=password]", PASSWORD);
            button(page, "Sign in").click();
            assertThat(page.locator("tr[data-id]")).hasCount(3);
            assertThat(page.locator(".chosen")).isHidden();
            page.locator("tr[data-id] input").first().check();
            assertThat(status(page)).hasText("1 chosen, 1.00");
            // another one signs in without this one having signed out
            page.context().clearCookies();
        }
    }

    private static Locator status(Page page) {
        return page.locator(".chosen [role=status]");
    }

    private static Locator.FilterOptions exactly(String title) {
        return new Locator.FilterOptions().setHasText(Pattern.compile(title + "(?!\\d)"));
    }
}
