package io.ccobridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.http.RunningApi.Got;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The OpenAPI document against the contract, and against itself. */
class ApiDocumentTest {

    private static final List<String> CONTRACT =
            List.of(
                    "GET /change-orders listChangeOrders",
                    "GET /change-orders.csv exportChangeOrdersCsv",
                    "GET /change-orders/{id} getChangeOrder",
                    "GET /change-orders/{id}/history getHistory",
                    "GET /change-orders/{id}/preview previewChangeOrder",
                    "POST /change-orders/{id}/send sendChangeOrder",
                    "POST /change-orders/{id}/retrieve retrieveChangeOrder",
                    "POST /change-orders/{id}/accept acceptChangeOrder",
                    "POST /change-orders/{id}/reject rejectChangeOrder",
                    "POST /change-orders/{id}/unlink unlinkChangeOrder",
                    "POST /change-orders/{id}/undo undoChangeOrder",
                    "POST /change-orders/accept acceptChangeOrders",
                    "POST /change-orders/reject rejectChangeOrders",
                    "GET /reconciliation reconcile",
                    "GET /reconciliation.csv reconcileCsv",
                    "POST /change-orders/{id}/try-now tryNow",
                    "POST /change-orders/{id}/stop-trying stopTrying",
                    "GET /dead-letters listDeadLetters",
                    "GET /dead-letters.csv exportDeadLettersCsv",
                    "GET /dead-letters/groups listDeadLetterGroups",
                    "GET /dead-letters/groups/{group} getDeadLetterGroup",
                    "PUT /dead-letters/groups/{group}/note noteDeadLetterGroup",
                    "DELETE /dead-letters/groups/{group}/note clearNote",
                    "GET /dead-letters/{id} getDeadLetter",
                    "GET /dead-letters/replays listReplays",
                    "POST /dead-letters/replays startReplay",
                    "GET /dead-letters/replays/{id} getReplay",
                    "POST /dead-letters/replays/{id}/pause pauseReplay",
                    "POST /dead-letters/replays/{id}/resume resumeReplay",
                    "POST /dead-letters/replays/{id}/cancel cancelReplay",
                    "POST /dead-letters/{id}/edit-and-replay editAndReplay",
                    "GET /dead-letters/edits listEdits",
                    "GET /dead-letters/edits/{id} getEdit",
                    "POST /dead-letters/edits/{id}/confirm confirmEdit",
                    "POST /dead-letters/edits/{id}/withdraw withdrawEdit",
                    "POST /dead-letters/{id}/discard discardDeadLetter",
                    "POST /dead-letters/{id}/restore restoreDeadLetter",
                    "POST /dead-letters/{id}/done-by-hand markDoneByHand",
                    "GET /unreadable listUnreadable",
                    "GET /unreadable/groups listUnreadableGroups",
                    "POST /unreadable/read-again readManyAgain",
                    "GET /unreadable/{id} getUnreadable",
                    "POST /unreadable/{id}/read-again readAgain",
                    "POST /exports/pause pauseExports",
                    "POST /exports/resume resumeExports",
                    "POST /polls startPoll",
                    "GET /polls listPolls",
                    "GET /reference-data getReferenceData",
                    "POST /reference-data/refresh refreshReferenceData",
                    "GET /links/{kind} listLinks",
                    "PUT /links/{kind} putLink",
                    "DELETE /links/{kind} deleteLink",
                    "POST /links/{kind}/import importLinks",
                    "GET /tokens listTokens",
                    "POST /tokens createToken",
                    "DELETE /tokens/{name} deleteToken",
                    "GET /users listUsers",
                    "POST /users createUser",
                    "PATCH /users/{name} changeUser",
                    "DELETE /users/{name} deleteUser",
                    "GET /settings getSettings",
                    "POST /doctor examine",
                    "GET /needs-attention listAttention",
                    "GET /links/vendors/suggestions suggestVendors",
                    "GET /statistics getStatistics",
                    "GET /me getMe",
                    "PATCH /me changeMe",
                    "GET /delegations listDelegations",
                    "POST /delegations createDelegation",
                    "DELETE /delegations/{id} deleteDelegation",
                    "GET /audit listAuditEntries",
                    "GET /audit/verify verifyAudit",
                    "GET /audit/pack getAuditPack",
                    "GET /status getStatus",
                    "POST /webhooks/procore procoreWebhook",
                    "GET /openapi.json getOpenApi");

    private final ApiDocument document = ApiDocument.ofThisProgram();

    @Test
    void whoeverGivesAValueOfAnotherFormIsToldTheFormInWords() {
        JsonNode parameters = document.json().at("/components/parameters");
        JsonNode paths = document.json().path("paths");
        List<JsonNode> withPattern = new ArrayList<>(parameters.findParents("pattern"));
        withPattern.addAll(paths.findParents("pattern"));
        withPattern.add(document.json().at("/components/schemas/Id"));
        withPattern.add(document.json().at("/components/schemas/Name"));

        assertThat(withPattern)
                .filteredOn(schema -> schema.has("type"))
                .isNotEmpty()
                .allMatch(
                        schema ->
                                schema.path("pattern").asText().equals("\\S")
                                        || schema.at("/x-message/pattern").isTextual());
    }

    @Test
    void everyCallOfTheContractIsInTheDocumentAndNoOther() {
        assertThat(
                        document.operations().stream()
                                .map(call -> call.method() + " " + call.path() + " " + call.id()))
                .containsExactlyInAnyOrderElementsOf(CONTRACT);
    }

    @Test
    void everyReferenceOfTheDocumentLeadsSomewhere() {
        assertThat(document.json().findValuesAsText("$ref"))
                .isNotEmpty()
                .allSatisfy(
                        reference ->
                                assertThat(
                                                document.json()
                                                        .at(reference.substring(1))
                                                        .isMissingNode())
                                        .as(reference)
                                        .isFalse());
    }

    @TestFactory
    Stream<DynamicTest> everyExampleOfASchemaFitsIt() {
        return document.json().get("components").get("schemas").properties().stream()
                .filter(schema -> schema.getValue().has("example"))
                .map(
                        schema ->
                                DynamicTest.dynamicTest(
                                        schema.getKey(),
                                        () ->
                                                assertThat(
                                                                SchemaViolations.of(
                                                                        document.schema(
                                                                                schema.getValue()),
                                                                        schema.getValue()
                                                                                .get("example")))
                                                        .isEmpty()));
    }

    @Test
    void theDocumentIsServedToAnyone() {
        try (RunningApi api = new RunningApi()) {
            Got got = api.send(api.request("GET", "/api/v1/openapi.json", null));
            assertThat(got.status()).isEqualTo(200);
            assertThat(got.json()).isEqualTo(document.json());
        }
    }

    /** What a call answers, checked against the document. */
    static void assertFits(ApiDocument document, String path, String method, Got got) {
        JsonNode responses = document.json().get("paths").get(path).get(method).get("responses");
        JsonNode response = responses.get(Integer.toString(got.status()));
        assertThat(response).as(got.text()).isNotNull();
        if (response.has("$ref")) {
            response = document.json().at(response.get("$ref").textValue().substring(1));
        }
        assertThat(
                        document.schema(response.at("/content/application~1json/schema"))
                                .validate(got.json()))
                .as(got.text())
                .isEmpty();
    }
}
