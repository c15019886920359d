package io.ccobridge.sandbox.procore;

import static io.ccobridge.sandbox.procore.Documents.array;
import static io.ccobridge.sandbox.procore.Documents.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ccobridge.sandbox.Guide;
import io.ccobridge.sandbox.company.Company;
import io.ccobridge.sandbox.company.ErpRecord;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;
import io.ccobridge.sandbox.company.ProcoreCommitment;
import io.ccobridge.sandbox.company.ProcoreLine;
import io.ccobridge.sandbox.company.ProcoreProject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What a person does in Procore, and what goes wrong in it, over HTTP. {@code GET /sandbox} tells
 * the calls: {@code procore.txt}.
 */
final class SandboxControls {

    static final String PATH = "/sandbox";

    private final Company company;
    private final Faults faults;
    private final Router router = new Router();

    SandboxControls(Company company, Faults faults, Tokens tokens, RequestLog log) {
        this.company = company;
        this.faults = faults;
        router.on("GET", PATH, call -> Answer.text(Guide.of("procore")))
                .on("GET", "/sandbox/requests", call -> Answer.json(200, log.all()))
                .on("DELETE", "/sandbox/requests", call -> done(log::clear))
                .on("GET", "/sandbox/faults", call -> faults())
                .on("POST", "/sandbox/faults", this::addFault)
                .on("DELETE", "/sandbox/faults", call -> done(faults::clear))
                .on("DELETE", "/sandbox/tokens", call -> done(tokens::revokeAll));
        String one = "/sandbox/change-orders/{id}";
        router.on("GET", "/sandbox/change-orders", this::changeOrders)
                .on("POST", "/sandbox/change-orders", this::addChangeOrder)
                .on("PATCH", one, this::edit)
                .on("DELETE", one, call -> move(call, ProcoreChangeOrder::remove))
                .on("POST", one + "/approve", call -> move(call, ProcoreChangeOrder::approve))
                .on("POST", one + "/void", call -> move(call, ProcoreChangeOrder::makeVoid))
                .on("PUT", one + "/raw", call -> move(call, c -> c.putRaw(text(call))))
                .on("PUT", one + "/raw-lines", call -> move(call, c -> c.putRawLines(text(call))));
        String raw = "/sandbox/projects/{id}/raw-change-orders";
        router.on("POST", raw, this::addRaw).on("DELETE", raw, this::removeRaw);
        router.on("PATCH", "/sandbox/vendors/{id}", call -> link(call, company::vendor))
                .on("PATCH", "/sandbox/commitments/{id}", call -> link(call, company::commitment))
                .on("PATCH", "/sandbox/projects/{id}", this::editProject);
    }

    Answer answer(Call call) {
        try {
            return company.still(() -> router.answer(call));
        } catch (Refused refused) {
            return refused.answer();
        } catch (IllegalArgumentException unusable) {
            return Refused.field(400, "body", unusable.getMessage()).answer();
        }
    }

    private Answer faults() {
        ArrayNode all = array();
        for (Faults.Waiting waiting : faults.waiting()) {
            all.addObject()
                    .put("fault", waiting.fault().name())
                    .put("times", waiting.times())
                    .put("path_pattern", waiting.pathPattern())
                    .put("pause_seconds", waiting.pause().toMillis() / 1000.0);
        }
        return Answer.json(200, all);
    }

    private Answer addFault(Call call) {
        JsonNode body = call.json();
        double seconds = body.path("pause_seconds").asDouble(Faults.DEFAULT_PAUSE.toSeconds());
        faults.next(
                Fault.valueOf(required(body, "fault")),
                body.path("times").asInt(1),
                body.path("path_pattern").asText(Faults.ANY_REST_CALL),
                Duration.ofMillis(Math.round(seconds * 1000)));
        return faults();
    }

    private Answer changeOrders(Call call) {
        Optional<String> status = Optional.ofNullable(call.query().getValue("status"));
        ArrayNode found = array();
        company.changeOrders().stream()
                .filter(c -> status.isEmpty() || status.get().equals(c.status()))
                .forEach(c -> found.add(summary(c)));
        return Answer.json(200, found);
    }

    private static ObjectNode summary(ProcoreChangeOrder changeOrder) {
        return object().put("id", changeOrder.id())
                .put("project_id", changeOrder.project().id())
                .put("commitment_id", changeOrder.commitment().id())
                .put("commitment_number", changeOrder.commitment().number())
                .put("number", changeOrder.number())
                .put("title", changeOrder.title())
                .put("status", changeOrder.status())
                .put("total", changeOrder.total());
    }

    private Answer addChangeOrder(Call call) {
        JsonNode body = call.json();
        long id = body.path("commitment_id").asLong();
        ProcoreCommitment commitment =
                company.commitment(id).orElseThrow(() -> Refused.notFound("Commitment", id));
        ProcoreChangeOrder added =
                commitment.addChangeOrder(
                        required(body, "number"), required(body, "title"), lines(body));
        set(body, "description", added::setDescription);
        set(body, "status", added::setStatus);
        return Answer.json(201, summary(added));
    }

    private Answer edit(Call call) {
        JsonNode body = call.json();
        return move(
                call,
                changeOrder -> {
                    set(body, "number", changeOrder::setNumber);
                    set(body, "title", changeOrder::setTitle);
                    set(body, "description", changeOrder::setDescription);
                    set(body, "status", changeOrder::setStatus);
                    set(body, "currency", changeOrder::setCurrency);
                    set(body, "total", changeOrder::setTotal);
                    if (body.has("lines")) {
                        changeOrder.setLines(lines(body));
                    }
                });
    }

    private static List<ProcoreLine> lines(JsonNode body) {
        List<ProcoreLine> lines = new ArrayList<>();
        for (JsonNode line : body.path("lines")) {
            lines.add(line(line));
        }
        return lines;
    }

    /** One that has a quantity is counted; an amount beside it is typed over what it comes to. */
    private static ProcoreLine line(JsonNode line) {
        String wbsCode = line.path("wbs_code").asText(null);
        String description = line.path("description").asText("");
        if (!line.has("quantity")) {
            return ProcoreLine.line(wbsCode, required(line, "amount"), description);
        }
        ProcoreLine counted =
                ProcoreLine.counted(
                        wbsCode,
                        required(line, "quantity"),
                        line.path("uom").asText(null),
                        required(line, "unit_cost"),
                        description);
        return line.has("amount") ? counted.typed(required(line, "amount")) : counted;
    }

    private Answer move(Call call, Consumer<ProcoreChangeOrder> move) {
        long id = call.pathId("id");
        ProcoreChangeOrder changeOrder =
                company.changeOrder(id).orElseThrow(() -> Refused.notFound("Change order", id));
        move.accept(changeOrder);
        return Answer.json(200, summary(changeOrder));
    }

    private Answer addRaw(Call call) {
        project(call).putRawChangeOrder(new String(call.body(), StandardCharsets.UTF_8));
        return Answer.json(201, Map.of());
    }

    private Answer removeRaw(Call call) {
        project(call).removeRawChangeOrders();
        return Answer.json(200, Map.of());
    }

    private ProcoreProject project(Call call) {
        long id = call.pathId("id");
        return company.project(id).orElseThrow(() -> Refused.notFound("Project", id));
    }

    private Answer editProject(Call call) {
        JsonNode tiers = call.json().path("tiers");
        if (!tiers.isMissingNode()) {
            if (!tiers.isInt() || tiers.asInt() < 1 || tiers.asInt() > 3) {
                throw Refused.field(400, "tiers", "is 1, 2 or 3");
            }
            project(call).setTiers(tiers.asInt());
        }
        return link(call, company::project);
    }

    private static Answer link(Call call, Function<Long, Optional<? extends ErpRecord<?>>> find) {
        long id = call.pathId("id");
        ErpRecord<?> record = find.apply(id).orElseThrow(() -> Refused.notFound("Record", id));
        JsonNode body = call.json();
        set(body, "origin_code", record::setOriginCode);
        set(body, "origin_id", record::setOriginId);
        return Answer.json(200, Documents.erp(record));
    }

    /** The body as it is; null when it is empty. */
    private static String text(Call call) {
        return call.body().length == 0 ? null : new String(call.body(), StandardCharsets.UTF_8);
    }

    private static void set(JsonNode body, String field, Consumer<String> setter) {
        if (body.has(field)) {
            setter.accept(body.get(field).asText(null));
        }
    }

    private static String required(JsonNode body, String field) {
        return Optional.ofNullable(body.path(field).asText(null))
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> Refused.field(400, field, "is missing"));
    }

    private static Answer done(Runnable action) {
        action.run();
        return Answer.json(200, Map.of());
    }
}
