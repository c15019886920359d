package io.ccobridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.ccobridge.Databases;
import io.ccobridge.changeorder.Role;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Tests of the web console in a real browser: all classes of them use one bridge and one browser,
 * opened by the first and closed after the last, so none leaves a failed export behind. Without a
 * browser they are left out; with the environment variable {@code BROWSER_REQUIRED} they fail.
 */
@ExtendWith(InTheConsole.Opened.class)
abstract class InTheConsole {

    static final String PASSWORD = "correct horse battery";

    static World world;
    static Site site;
    static Browser browser;

    /** Closes what the first class has opened, after the last. */
    static final class Opened implements BeforeAllCallback {

        @Override
        public void beforeAll(ExtensionContext context) {
            boolean required = System.getenv("BROWSER_REQUIRED") != null;
            if (required || Browser.place().isPresent()) {
                context.getRoot()
                        .getStore(ExtensionContext.Namespace.create(InTheConsole.class))
                        .getOrComputeIfAbsent("console", same -> open(), AutoCloseable.class);
            }
        }
    }

    private static AutoCloseable open() {
        world =
                World.on(
                        Databases.Engine.H2,
                        Map.of("approval.second-approver-above", "1000000.00"));
        site = world.site();
        for (Role role : Role.values()) {
            world.admin()
                    .post(
                            "/users",
                            Map.of("name", name(role), "role", role.word(), "password", PASSWORD));
        }
        browser = new Browser(Browser.place().orElseThrow(), world.address());
        return () -> {
            browser.close();
            world.close();
        };
    }

    @BeforeAll
    static void sayWhenThereIsNoBrowser() {
        if (browser == null) {
            LoggerFactory.getLogger(InTheConsole.class)
                    .error(
                            "NO BROWSER: the console is not tested (put Chromium at /usr/bin/chromium,"
                                    + " or name it in CHROMIUM)");
        }
        assumeTrue(browser != null, "no browser on this machine");
    }

    @AfterEach
    void mend() {
        browser.closeWindows();
        world.clearFaults();
        List<String> complaints = List.copyOf(browser.complaints);
        browser.complaints.clear();
        assertThat(complaints).as("what the browser complained about").isEmpty();
    }

    static Page as(Role role) {
        return browser.signedIn(name(role), PASSWORD);
    }

    static String name(Role role) {
        return role.word() + "-person";
    }

    static void choose(Page page, ProcoreChangeOrder change) {
        page.locator("tr[data-id='" + world.id(change) + "'] input[name=id]").check();
    }

    static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    static Page.LocatorOptions containing(String text) {
        return new Page.LocatorOptions().setHasText(text);
    }

    static Locator button(Page page, String name) {
        return page.getByRole(com.microsoft.playwright.options.AriaRole.BUTTON, named(name));
    }
}
