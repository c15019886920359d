package io.ccobridge.scenario;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.ccobridge.sandbox.company.ProcoreLine.line;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import io.ccobridge.changeorder.Role;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;
import io.ccobridge.sandbox.spectrum.Fault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each role tries every page and every form of the console: what the API forbids is forbidden. */
class ForbiddenInTheConsoleTest extends InTheConsole {

    /** Sends forms of this session, as pages would, to whatever paths, all at once. */
    private static final String SEND =
            """
            paths => Promise.all(paths.map(async path => (await fetch(path, {method: 'POST', redirect: 'manual', headers: {
                'Accept': 'text/html', 'X-CSRF-Token': document.body.dataset.csrf,
                'Content-Type': 'application/x-www-form-urlencoded'}, body: 'version=999'})).status))""";

    /** Every form by its path, and the API's call behind it; none of them would change anything. */
    private static final Map<String, String> FORMS = new LinkedHashMap<>();

    static {
        FORMS.put("/change-orders/CHANGE/send", "sendChangeOrder");
        FORMS.put("/change-orders/CHANGE/retrieve", "retrieveChangeOrder");
        FORMS.put("/change-orders/CHANGE/accept", "acceptChangeOrder");
        FORMS.put("/change-orders/CHANGE/reject", "rejectChangeOrder");
        FORMS.put("/change-orders/CHANGE/unlink", "unlinkChangeOrder");
        FORMS.put("/change-orders/CHANGE/undo", "undoChangeOrder");
        FORMS.put("/change-orders/CHANGE/try-now", "tryNow");
        FORMS.put("/change-orders/CHANGE/stop-trying", "stopTrying");
        FORMS.put("/decide?move=accept&item=999999:999", "acceptChangeOrders");
        FORMS.put("/decide?move=reject&reason=x&item=999999:999", "rejectChangeOrders");
        FORMS.put("/polls", "startPoll");
        FORMS.put("/failed/LETTER/discard", "discardDeadLetter");
        FORMS.put("/failed/LETTER/restore", "restoreDeadLetter");
        FORMS.put("/failed/LETTER/done-by-hand", "markDoneByHand");
        FORMS.put("/failed/LETTER/edit", "editAndReplay");
        FORMS.put("/failed/edits/999999/confirm", "confirmEdit");
        FORMS.put("/failed/edits/999999/withdraw", "withdrawEdit");
        FORMS.put("/failed/replays/start?id=999999", "startReplay");
        FORMS.put("/failed/replays/999999/pause", "pauseReplay");
        FORMS.put("/failed/replays/999999/resume", "resumeReplay");
        FORMS.put("/failed/replays/999999/cancel", "cancelReplay");
        FORMS.put("/failed/groups/none/note", "noteDeadLetterGroup");
        FORMS.put("/unreadable/999999/read-again", "readAgain");
        FORMS.put("/needs-attention/link?kind=vendors", "putLink");
        FORMS.put("/links/vendors", "putLink");
        FORMS.put("/links/vendors/delete", "deleteLink");
        FORMS.put("/links/vendors/import?csv=x", "importLinks");
        FORMS.put("/people/users", "createUser");
        FORMS.put("/people/users/nobody", "changeUser");
        FORMS.put("/people/users/nobody/delete", "deleteUser");
        FORMS.put("/people/tokens", "createToken");
        FORMS.put("/people/tokens/none/delete", "deleteToken");
        FORMS.put("/delegations", "createDelegation");
        FORMS.put("/delegations/999999/end", "deleteDelegation");
        FORMS.put("/status/doctor", "examine");
        FORMS.put("/status/reference-data", "refreshReferenceData");
        FORMS.put("/downloads?what=change-orders&q=none", "exportChangeOrdersCsv");
        FORMS.put("/downloads?what=failed-exports&q=none", "exportDeadLettersCsv");
        FORMS.put("/downloads?what=reconciliation", "reconcileCsv");
        FORMS.put("/downloads?what=audit-pack", "getAuditPack");
        FORMS.put("/status/exports/pause", "pauseExports");
        FORMS.put("/status/exports/resume", "resumeExports");
    }

    /** Pages that not everybody may see, and the call behind each. */
    private static final Map<String, String> PAGES =
            Map.of(
                    "/people", "listUsers",
                    "/failed/replays/plan?id=999999", "startReplay",
                    "/links/vendors", "listLinks",
                    "/links/projects", "listLinks",
                    "/links/commitments", "listLinks",
                    "/links/cost-codes", "listLinks",
                    "/links/imports/none", "importLinks");

    /** Buttons by the page that has them, and the call behind each. */
    private static final Map<String, String> BUTTONS =
            Map.of(
                    "/ready button[data-key=a]", "acceptChangeOrders",
                    "/ready tbody input[type=checkbox]", "acceptChangeOrders",
                    "/ form[action='/polls'] button", "startPoll",
                    "/status #pause", "pauseExports",
                    "/status form[action='/status/reference-data']", "refreshReferenceData",
                    "/status #settings", "getSettings",
                    "/me form[action='/delegations']", "createDelegation",
                    "/ nav a[href='/links']", "listLinks",
                    "/ nav a[href='/people']", "listUsers");

    private static String change;
    private static String letter;

    @BeforeAll
    static void oneToBeDecidedAndOneThatFailed() {
        ProcoreChangeOrder ready = site.changeOrder("To be decided", line("03-300.S", "1.00"));
        ProcoreChangeOrder failed = site.changeOrder("To be mended", line("03-300.S", "1.00"));
        world.poll();
        change = world.id(ready);
        world.spectrum.faults().next(Fault.invalid("Job_Number", "Not today"));
        world.accept(failed);
        world.eventually(failed, "FAILED_TO_EXPORT");
        letter = world.deadLetter(failed).path("id").asText();
    }

    @AfterAll
    static void leaveNoFailedOneBehind() {
        if (world != null) {
            world.admin()
                    .post("/dead-letters/" + letter + "/discard", Map.of("reason", "A test's"));
        }
    }

    @Test
    void whatBecomesOfAFailedOneIsGreyForWhoMayNotDecideItAndSaysWhoMay() {
        Page page = as(Role.APPROVER);
        page.navigate("/failed/" + letter);
        assertThat(page.locator("#why-replay")).hasText("It takes the role admin.");
        assertThat(page.locator("#why-discard")).hasText("It takes the role admin.");
        assertThat(page.locator("#why-done-by-hand")).hasText("It takes the role admin.");
        assertThat(page.locator("#why-edit")).hasCount(0);
        page.navigate("/failed");
        assertThat(page.locator("#groups .why").first()).hasText("It takes the role admin.");
        assertThat(Browser.barriers(page)).isEmpty();
        Page viewer = as(Role.VIEWER);
        viewer.navigate("/failed/" + letter);
        assertThat(viewer.locator("#why-edit")).hasText("It takes the role approver or admin.");
        assertThat(Browser.barriers(viewer)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void whatTheApiForbidsARoleTheConsoleForbids(Role role) {
        Map<String, List<String>> roles = rolesByOperation();
        Page page = as(role);
        List<String> wrong = new ArrayList<>();
        // the check of everything asks the systems around: not by who may have it made
        List<String> forms =
                FORMS.keySet().stream()
                        .filter(
                                path ->
                                        !FORMS.get(path).equals("examine")
                                                || !roles.get("examine").contains(role.word()))
                        .toList();
        List<?> answers =
                (List<?>)
                        page.evaluate(
                                SEND,
                                forms.stream()
                                        .map(
                                                path ->
                                                        path.replace("CHANGE", change)
                                                                .replace("LETTER", letter))
                                        .toList());
        for (int i = 0; i < forms.size(); i++) {
            boolean may = roles.get(FORMS.get(forms.get(i))).contains(role.word());
            int answer = (int) answers.get(i);
            if (answer == 403 == may || answer >= 500) {
                wrong.add(role.word() + " sends " + forms.get(i) + ": " + answer);
            }
        }
        PAGES.forEach(
                (path, operation) -> {
                    page.navigate(path);
                    boolean forbidden =
                            page.locator("h1").textContent().equals("You may not do this");
                    if (forbidden == roles.get(operation).contains(role.word())) {
                        wrong.add(role.word() + " opens " + path + ": " + forbidden);
                    }
                });
        for (String path : new TreeSet<>(BUTTONS.keySet())) {
            String[] where = path.split(" ", 2);
            if (!page.url().endsWith(where[0])) {
                page.navigate(where[0]);
            }
            boolean there = page.locator(where[1]).count() > 0;
            if (there != roles.get(BUTTONS.get(path)).contains(role.word())) {
                wrong.add(role.word() + " sees " + path + ": " + there);
            }
        }
        assertThat(wrong).isEmpty();
        page.navigate("/");
        assertThat(page.locator("h1")).hasText("Overview");
    }

    private static Map<String, List<String>> rolesByOperation() {
        Map<String, List<String>> roles = new LinkedHashMap<>();
        for (JsonNode path : world.admin().get("/openapi.json").path("paths")) {
            for (JsonNode operation : path) {
                List<String> of = new ArrayList<>();
                operation.path("x-roles").forEach(role -> of.add(role.asText()));
                roles.put(operation.path("operationId").asText(), of);
            }
        }
        return roles;
    }
}
