package io.ccobridge.scenario;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.ccobridge.sandbox.company.ProcoreLine.line;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.ccobridge.changeorder.Role;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The console for who has no mouse, and for who has no more than a phone. */
class KeysAndPhonesInTheConsoleTest extends InTheConsole {

    // without motion no colour is looked at halfway between the two
    private static final Page.EmulateMediaOptions STILL =
            new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE);

    @Test
    void theHelpIsWhereverKeysDoSomethingAndSaysWhat() {
        ProcoreChangeOrder change = site.changeOrder("Keyhole", line("03-300.S", "1.00"));
        world.poll();
        Page page = as(Role.APPROVER);
        String one = "/change-orders/" + world.id(change);
        String decided = "/decided?move=accept&ids=" + world.id(change);
        helps(page, "/ready?q=Keyhole", "j k", "Enter", "x", "a r", "/", "?");
        helps(page, "/synced", "j k", "Enter", "/", "?");
        helps(page, "/failed/list", "j k", "Enter", "/", "?");
        helps(page, decided, "j k", "Enter", "?");
        helps(page, "/audit", "/", "?");
        helps(page, one, "a", "r", "Esc", "?");
        assertThat(page.locator("dialog.keys")).containsText("accept");
        assertThat(Browser.barriers(page)).isEmpty();
        button(page, "Close").click();
        assertThat(page.locator("dialog.keys")).isHidden();
        page.keyboard().press("r");
        assertThat(page.locator("#ask-reject textarea")).isFocused();

        Page viewer = as(Role.VIEWER);
        viewer.navigate(one);
        assertThat(viewer.locator("h1")).containsText(change.number());
        viewer.keyboard().press("?");
        assertThat(viewer.locator("dialog.keys, [data-keys]")).hasCount(0);
    }

    /** By key and by button. */
    private static void helps(Page page, String path, String... keys) {
        page.navigate(path);
        Locator dialog = page.locator("dialog.keys");
        page.keyboard().press("?");
        assertThat(dialog).isVisible();
        assertThat(dialog.locator("td:first-child")).hasText(keys);
        page.keyboard().press("?");
        assertThat(dialog).isHidden();
        button(page, "Keys ?").click();
        assertThat(dialog).isVisible();
    }

    @Test
    void onAPhoneAllAreChosenAtOnceAndTheOrderIsSet() {
        for (String amount : List.of("2.00", "3.00", "1.00")) {
            site.changeOrder("Thumb", line("03-300.S", amount));
        }
        world.poll();
        Page page = as(Role.APPROVER);
        page.emulateMedia(STILL);
        page.navigate("/ready?q=Thumb");
        Locator order = page.getByRole(AriaRole.COMBOBOX, named("Order"));
        Locator all = page.getByLabel("Choose all on this page");
        assertThat(order).isHidden();
        assertThat(all).isVisible();
        page.setViewportSize(390, 844);
        order.selectOption("Largest amount first");
        assertThat(page).hasURL(Pattern.compile(".*sort=-total.*"));
        assertThat(page.locator("td.right .money")).hasText(new String[] {"3.00", "2.00", "1.00"});
        assertThat(order.locator("option:checked")).hasText("Largest amount first");
        page.getByText("Choose all on this page").click();
        assertThat(all).isChecked();
        assertThat(page.locator(".chosen [role=status]")).hasText("3 chosen, 6.00");
        assertThat((int) page.evaluate(ConsoleTest.TOO_WIDE)).isLessThanOrEqualTo(1);
        // one of each, and nothing that has the focus out of sight
        assertThat(page.locator("thead a:visible")).hasCount(0);
        assertThat(page.getByRole(AriaRole.CHECKBOX, named("Choose all on this page"))).hasCount(1);
        assertThat(Browser.barriers(page)).isEmpty();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertThat(Browser.colours(page)).isEmpty();
        page.keyboard().press("r");
        page.fill("textarea[name=reason]", "Thumbs down");
        button(page, "Reject").click();
        assertThat(page.locator("h1")).hasText("3 of 3 rejected");

        page.navigate("/synced");
        assertThat(order).isVisible();
        order.selectOption("Vendor");
        assertThat(page).hasURL(Pattern.compile(".*sort=vendor.*"));
    }
}
