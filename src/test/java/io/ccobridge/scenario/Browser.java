package io.ccobridge.scenario;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A real browser, with one window a person; what it complains about is kept. */
final class Browser implements AutoCloseable {

    private static final List<String> PLACES =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

    /** Of WCAG 2.2, levels A and AA. */
    private static final List<String> RULES =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    /** On a machine with much else to do, ms. */
    private static final double PATIENCE = 30_000;

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;
    private final String url;
    private final List<BrowserContext> windows = new ArrayList<>();

    /** By name: what the browser keeps of somebody who has signed in. */
    private final Map<String, String> signedIn = new HashMap<>();

    /** What its console, its pages and its policy complained about. */
    final List<String> complaints = new ArrayList<>();

    /** Where the browser of this machine is; nothing when it has none. */
    static Optional<Path> place() {
        String given = System.getenv("CHROMIUM");
        return (given == null ? PLACES.stream() : List.of(given).stream())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * @param url of the console, without a slash at the end
     */
    Browser(Path place, String url) {
        this.url = url;
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
        playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        chromium =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(place)
                                        .setArgs(
                                                List.of(
                                                        "--no-sandbox",
                                                        "--disable-gpu",
                                                        "--disable-background-networking",
                                                        "--disable-component-update",
                                                        "--disable-sync",
                                                        "--no-first-run")));
    }

    /** A window of somebody who has signed in, in this one or in another before. */
    Page signedIn(String name, String password) {
        String kept = signedIn.get(name);
        if (kept == null) {
            Page page = signIn(name, password);
            signedIn.put(name, page.context().storageState());
            return page;
        }
        Page page = window(kept, true);
        page.navigate("/");
        return page;
    }

    /** A window with a session of its own. */
    Page signIn(String name, String password) {
        return signIn(window(null, true), name, password);
    }

    /** The same in a browser that runs no script. */
    Page signInWithoutScript(String name, String password) {
        return signIn(window(null, false), name, password);
    }

    private static Page signIn(Page page, String name, String password) {
        page.navigate("/sign-in");
        page.fill("input[name=name]", name);
        page.fill("input[name=password]", password);
        page.click("button[type=submit]");
        return page;
    }

    /** A page that nobody looks at any more goes on asking for news. */
    void closeWindows() {
        windows.forEach(BrowserContext::close);
        windows.clear();
    }

    private Page window(String kept, boolean script) {
        BrowserContext context =
                chromium.newContext(
                        new com.microsoft.playwright.Browser.NewContextOptions()
                                .setBaseURL(url)
                                .setViewportSize(1360, 900)
                                .setColorScheme(ColorScheme.LIGHT)
                                .setJavaScriptEnabled(script)
                                .setStorageState(kept));
        windows.add(context);
        context.setDefaultTimeout(PATIENCE);
        Page page = context.newPage();
        page.onConsoleMessage(
                message -> {
                    if (message.type().equals("error")
                            // an answer that says no is shown on the page
                            && !message.text().startsWith("Failed to load resource")) {
                        complaints.add(message.text());
                    }
                });
        page.onPageError(complaints::add);
        return page;
    }

    /** What axe finds wrong with the page for people who see, hear or move otherwise. */
    static List<String> barriers(Page page) {
        return found(page, axe(page).withTags(RULES));
    }

    /** The same of colours alone, which are all that the dark differs by. */
    static List<String> colours(Page page) {
        return found(page, axe(page).withRules(List.of("color-contrast")));
    }

    /** Of what is well it does not tell every element. */
    private static AxeBuilder axe(Page page) {
        AxeRunOptions options = new AxeRunOptions();
        options.setResultTypes(List.of("violations"));
        return new AxeBuilder(page).options(options);
    }

    private static List<String> found(Page page, AxeBuilder axe) {
        // there are no frames that it would have to open another window for
        return axe.setLegacyMode(true).analyze().getViolations().stream()
                .map(rule -> page.url() + " " + told(rule))
                .toList();
    }

    private static String told(Rule rule) {
        return rule.getId()
                + ": "
                + rule.getHelp()
                + " "
                + rule.getNodes().stream().map(node -> node.getHtml()).limit(3).toList();
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }
}
