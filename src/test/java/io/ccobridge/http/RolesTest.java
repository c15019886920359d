package io.ccobridge.http;

import static io.ccobridge.changeorder.Role.ADMIN;
import static io.ccobridge.changeorder.Role.APPROVER;
import static io.ccobridge.changeorder.Role.PROJECT_MANAGER;
import static java.util.Map.entry;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.changeorder.Role;
import io.ccobridge.http.RunningApi.Got;
import io.ccobridge.json.Json;
import io.ccobridge.queue.Move;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who may make which call (contract, section 2), tried out call by call and role by role. */
class RolesTest {

    private static final Set<Role> ANY = EnumSet.allOf(Role.class);
    private static final Set<Role> SENDERS = EnumSet.of(PROJECT_MANAGER, ADMIN);
    private static final Set<Role> APPROVERS = EnumSet.of(APPROVER, ADMIN);
    private static final Set<Role> WORKERS = EnumSet.of(PROJECT_MANAGER, APPROVER, ADMIN);
    private static final Set<Role> ADMINS = EnumSet.of(ADMIN);

    private static final Map<String, Set<Role>> CONTRACT =
            Map.ofEntries(
                    entry("listChangeOrders", ANY),
                    entry("exportChangeOrdersCsv", ANY),
                    entry("getChangeOrder", ANY),
                    entry("getHistory", ANY),
                    entry("previewChangeOrder", ANY),
                    entry("sendChangeOrder", SENDERS),
                    entry("retrieveChangeOrder", SENDERS),
                    entry("acceptChangeOrder", APPROVERS),
                    entry("rejectChangeOrder", APPROVERS),
                    entry("unlinkChangeOrder", APPROVERS),
                    entry("undoChangeOrder", APPROVERS),
                    entry("acceptChangeOrders", APPROVERS),
                    entry("rejectChangeOrders", APPROVERS),
                    entry("reconcile", ANY),
                    entry("reconcileCsv", ANY),
                    entry("tryNow", ADMINS),
                    entry("stopTrying", ADMINS),
                    entry("listDeadLetters", ANY),
                    entry("exportDeadLettersCsv", ANY),
                    entry("listDeadLetterGroups", ANY),
                    entry("getDeadLetterGroup", ANY),
                    entry("noteDeadLetterGroup", ADMINS),
                    entry("clearNote", ADMINS),
                    entry("getDeadLetter", ANY),
                    entry("listReplays", ANY),
                    entry("startReplay", ADMINS),
                    entry("getReplay", ANY),
                    entry("pauseReplay", ADMINS),
                    entry("resumeReplay", ADMINS),
                    entry("cancelReplay", ADMINS),
                    entry("editAndReplay", APPROVERS),
                    entry("listEdits", ANY),
                    entry("getEdit", ANY),
                    entry("confirmEdit", APPROVERS),
                    entry("withdrawEdit", APPROVERS),
                    entry("discardDeadLetter", ADMINS),
                    entry("restoreDeadLetter", ADMINS),
                    entry("markDoneByHand", ADMINS),
                    entry("listUnreadable", ANY),
                    entry("listUnreadableGroups", ANY),
                    entry("readManyAgain", SENDERS),
                    entry("getUnreadable", ANY),
                    entry("readAgain", SENDERS),
                    entry("pauseExports", ADMINS),
                    entry("resumeExports", ADMINS),
                    entry("startPoll", SENDERS),
                    entry("listPolls", ANY),
                    entry("getReferenceData", ANY),
                    entry("refreshReferenceData", WORKERS),
                    entry("listLinks", ADMINS),
                    entry("putLink", ADMINS),
                    entry("deleteLink", ADMINS),
                    entry("importLinks", ADMINS),
                    entry("listTokens", ADMINS),
                    entry("createToken", ADMINS),
                    entry("deleteToken", ADMINS),
                    entry("listUsers", ADMINS),
                    entry("createUser", ADMINS),
                    entry("changeUser", ADMINS),
                    entry("deleteUser", ADMINS),
                    entry("getMe", ANY),
                    entry("changeMe", ANY),
                    entry("listDelegations", ANY),
                    entry("createDelegation", APPROVERS),
                    entry("deleteDelegation", APPROVERS),
                    entry("listAuditEntries", ANY),
                    entry("verifyAudit", ANY),
                    entry("getAuditPack", ANY),
                    entry("getStatus", ANY),
                    entry("getStatistics", ANY),
                    entry("getSettings", ADMINS),
                    entry("examine", ADMINS),
                    entry("listAttention", ANY),
                    entry("suggestVendors", ADMINS),
                    entry("procoreWebhook", Set.of()),
                    entry("getOpenApi", Set.of()));

    /** What a program is admitted to, and then told that it is not its to do. */
    private static final Set<String> OWN = Set.of("createDelegation");

    private static RunningApi api;

    @BeforeAll
    static void start() {
        api = new RunningApi();
        for (String name : new String[] {"bert", "carol"}) {
            api.asAdmin(
                    "POST",
                    "/users",
                    "{\"name\": \"%s\", \"role\": \"approver\", \"password\": \"12345678\"}"
                            .formatted(name));
        }
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void everyCallOfTheDocumentHasItsRolesInTheContract() {
        assertThat(api.document.operations().stream().map(Operation::id).collect(toSet()))
                .isEqualTo(CONTRACT.keySet());
    }

    /** What a move says of its roles, and what the gate asks for, are one. */
    @Test
    void aMoveTakesTheRolesOfItsCall() {
        Map<Move, String> calls =
                new EnumMap<>(
                        Map.of(
                                Move.SEND, "sendChangeOrder",
                                Move.RETRIEVE, "retrieveChangeOrder",
                                Move.ACCEPT, "acceptChangeOrder",
                                Move.REJECT, "rejectChangeOrder",
                                Move.UNLINK, "unlinkChangeOrder",
                                Move.UNDO, "undoChangeOrder",
                                Move.REPLAY, "startReplay",
                                Move.DISCARD, "discardDeadLetter",
                                Move.RESTORE, "restoreDeadLetter",
                                Move.DONE_BY_HAND, "markDoneByHand"));
        calls.put(Move.TRY_NOW, "tryNow");
        calls.put(Move.STOP_TRYING, "stopTrying");
        for (Move move : Move.values()) {
            Operation call =
                    api.document.operations().stream()
                            .filter(operation -> operation.id().equals(calls.get(move)))
                            .findFirst()
                            .orElseThrow(() -> new AssertionError(move + " has no call"));
            assertThat(move.roles()).as(move.name()).isEqualTo(call.roles());
        }
    }

    @TestFactory
    Stream<DynamicTest> aRoleMayMakeTheCallsTheContractGivesItAndNoOthers() {
        return calls().flatMap(
                        operation ->
                                Stream.of(Role.values())
                                        .map(
                                                role ->
                                                        DynamicTest.dynamicTest(
                                                                operation.id()
                                                                        + " as "
                                                                        + role.word(),
                                                                () ->
                                                                        assertRole(
                                                                                operation, role))));
    }

    @TestFactory
    Stream<DynamicTest> nobodyGetsInWithoutATokenOrWithAWrongOne() {
        return calls().map(
                        operation ->
                                DynamicTest.dynamicTest(
                                        operation.id(), () -> assertTokenIsNeeded(operation)));
    }

    private static Stream<Operation> calls() {
        return api.document.operations().stream()
                .filter(operation -> operation.door() == Operation.Door.CALLER);
    }

    private static void assertRole(Operation operation, Role role) {
        HttpUriRequestBase request = example(operation);
        request.setHeader("Authorization", "Bearer " + api.tokens.get(role));
        Got got = api.send(request);
        if (OWN.contains(operation.id()) && role == APPROVER) {
            assertThat(got.status()).isEqualTo(403);
            assertThat(got.json().get("detail").textValue())
                    .startsWith("You may delegate your own");
        } else if (CONTRACT.get(operation.id()).contains(role)) {
            assertThat(got.status()).as(got.text()).isIn(200, 201, 202, 204, 404, 409);
        } else {
            assertThat(got.status()).isEqualTo(403);
            assertThat(got.json().get("detail").textValue())
                    .startsWith("It takes the role ")
                    .endsWith("admin.");
        }
    }

    private static void assertTokenIsNeeded(Operation operation) {
        Got without = api.send(example(operation));
        assertThat(without.status()).isEqualTo(401);
        assertThat(without.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"CCO Bridge\"");
        assertThat(without.header("Content-Type")).isEqualTo("application/problem+json");
        HttpUriRequestBase wrong = example(operation);
        wrong.setHeader("Authorization", "Bearer ccob_wrong");
        assertThat(api.send(wrong).json().get("detail").textValue())
                .isEqualTo("The token is not known.");
    }

    /** The call as the document's own examples make it. */
    private static HttpUriRequestBase example(Operation operation) {
        JsonNode json = api.document.json();
        JsonNode call =
                json.get("paths")
                        .get(operation.path().toString())
                        .get(operation.method().toLowerCase(Locale.ROOT));
        String path = operation.path().toString();
        for (String name : new String[] {"id", "name", "kind", "group"}) {
            path =
                    path.replace(
                            "{" + name + "}",
                            json.at("/components/parameters/" + name + "/example").textValue());
        }
        String query =
                switch (operation.id()) {
                    case "deleteLink" -> "?procore_id=4711";
                    case "suggestVendors" -> "?name=Acme";
                    case "getAuditPack" -> "?from=2026-11-01&to=2026-11-30";
                    default -> "";
                };
        HttpUriRequestBase request =
                api.request(operation.method(), "/api/v1" + path + query, null);
        if (operation.body() != null) {
            JsonNode body = call.get("requestBody");
            if (body.has("$ref")) {
                body = json.at(body.get("$ref").textValue().substring(1));
            }
            Map.Entry<String, JsonNode> content =
                    body.get("content").properties().iterator().next();
            JsonNode value = content.getValue().get("example");
            request.setEntity(
                    new StringEntity(
                            value.isTextual() ? value.textValue() : Json.write(value),
                            ContentType.create(content.getKey())));
        }
        return request;
    }
}
