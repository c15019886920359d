package io.ccobridge.scenario;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.ccobridge.sandbox.company.ProcoreLine.line;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.ccobridge.changeorder.Role;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Dollars of two countries are not added up. */
class SumsInTheConsoleTest extends InTheConsole {

    @Test
    void whatIsChosenDecidedAndCountedHasASumForEachCurrency() {
        ProcoreChangeOrder here = site.changeOrder("Border 1", line("03-300.S", "1200.00"));
        ProcoreChangeOrder there = site.changeOrder("Border 2", line("03-300.S", "-300.50"));
        ProcoreChangeOrder foreign = site.changeOrder("Border 3", line("03-300.S", "77.00"));
        foreign.setCurrency("CAD");
        world.poll();
        // as at a site that takes any currency; this one takes its own only
        world.database()
                .sql("UPDATE change_order SET currency = 'CAD' WHERE id = ?")
                .param(Long.valueOf(world.id(there)))
                .update();
        Page page = as(Role.APPROVER);
        page.navigate("/ready?q=Border");
        choose(page, there);
        assertThat(page.locator("[data-chosen-total]")).hasText("−300.50 CAD");
        choose(page, here);
        assertThat(page.locator("[data-chosen-total]")).hasText("1,200.00 USD + −300.50 CAD");
        assertThat(page.locator("[data-chosen-total] .negative")).hasText("−300.50");
        // the row that is pointed at is as easy to read
        for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
            page.emulateMedia(
                    new Page.EmulateMediaOptions()
                            .setColorScheme(scheme)
                            .setReducedMotion(ReducedMotion.REDUCE));
            assertThat(Browser.colours(page)).isEmpty();
        }
        assertThat(Browser.barriers(page)).isEmpty();
        page.keyboard().press("r");
        assertThat(page.locator("h1"))
                .hasText("Reject 2 change orders, 1,200.00 USD + −300.50 CAD");
        page.fill("textarea[name=reason]", "One currency at a time");
        button(page, "Reject").click();
        assertThat(page.locator("h1")).hasText("2 of 2 rejected");
        assertThat(page.locator("main [role=status]"))
                .containsText(Pattern.compile("1,200\\.00 USD \\+ −300\\.50 CAD"));

        page.navigate("/needs-attention");
        assertThat(page.locator("summary", containing("CAD"))).containsText("77.00 CAD");
        page.navigate("/");
        assertThat(page.locator(".pipeline .found"))
                .containsText(Pattern.compile("[\\d,.]+ USD \\+ −?[\\d,.]+ CAD"));
        assertThat(page.locator(".pipeline .needs-attention")).containsText("CAD");
        page.setViewportSize(390, 900);
        assertThat((int) page.evaluate(ConsoleTest.TOO_WIDE)).isLessThanOrEqualTo(1);
        JsonNode found = world.admin().get("/status").path("change_orders").path("NEEDS_ATTENTION");
        assertThat(found.path("totals").path("CAD").asText()).isEqualTo("77.00");

        foreign.setCurrency("USD");
        world.poll();
        world.eventually(foreign, "READY_TO_EXPORT");
    }
}
