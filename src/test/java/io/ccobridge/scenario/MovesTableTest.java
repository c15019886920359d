package io.ccobridge.scenario;

import static io.ccobridge.changeorder.Role.ADMIN;
import static io.ccobridge.changeorder.Role.APPROVER;
import static io.ccobridge.changeorder.Role.PROJECT_MANAGER;
import static io.ccobridge.sandbox.company.ProcoreLine.line;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.Databases;
import io.ccobridge.changeorder.Role;
import io.ccobridge.scenario.Standings.Standing;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

/**
 * Every state x move x role, also of the sender, with and without separate duties: what the call
 * answers, where the change order stands afterwards, and that the detail has said so before in the
 * same words.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MovesTableTest extends Scenario {

    private enum Move {
        SEND(PROJECT_MANAGER, ADMIN),
        RETRIEVE(PROJECT_MANAGER, ADMIN),
        ACCEPT(APPROVER, ADMIN),
        REJECT(APPROVER, ADMIN),
        UNLINK(APPROVER, ADMIN),
        UNDO(APPROVER, ADMIN),
        REPLAY(ADMIN),
        DISCARD(ADMIN),
        RESTORE(ADMIN),
        DONE_BY_HAND(ADMIN);

        final Set<Role> roles;

        Move(Role... roles) {
            this.roles = EnumSet.copyOf(List.of(roles));
        }

        String field() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean onDeadLetter() {
            return ordinal() >= REPLAY.ordinal();
        }
    }

    /** By standing and move: the status of a refusal, or the state that it leads to. */
    private static final String TABLE =
            """
            standing         SEND            RETRIEVE  ACCEPT          REJECT   UNLINK   UNDO            REPLAY DISCARD  RESTORE          DONE_BY_HAND
            NEEDS_UNMET      422             409       409             409      409      409             409    409      409              409
            NEEDS_MET        READY_TO_EXPORT 409       409             409      409      409             409    409      409              409
            READY            409             RETRIEVED ACCEPTED        REJECTED 409      409             409    409      409              409
            READY_CHANGED    READY_TO_EXPORT RETRIEVED 409             REJECTED 409      409             409    409      409              409
            READY_FIRST      409             RETRIEVED READY_TO_EXPORT REJECTED 409      READY_TO_EXPORT 409    409      409              409
            READY_OWN_FIRST  409             RETRIEVED 403             REJECTED 409      READY_TO_EXPORT 409    409      409              409
            RETRIEVED        READY_TO_EXPORT 409       409             409      409      409             409    409      409              409
            REJECTED         READY_TO_EXPORT 409       409             409      409      409             409    409      409              409
            DISCARDED        READY_TO_EXPORT 409       409             409      409      409             409    409      FAILED_TO_EXPORT 409
            ACCEPTED_HELD    409             409       409             409      409      READY_TO_EXPORT 409    409      409              409
            ACCEPTED_CLAIMED 409             409       409             409      409      409             409    409      409              409
            ACCEPTED_TRIED   409             409       409             409      409      409             409    409      409              409
            FAILED           409             409       409             REJECTED 409      409             202    REJECTED 409              SYNCED
            SYNCED           409             409       409             409      UNLINKED 409             409    409      409              409
            UNLINKED         READY_TO_EXPORT 409       409             409      409      409             409    409      409              409
            """;

    private static final Map<Standing, Map<Move, String>> EXPECTED = read();

    /** Who calls; each has one role. */
    private static final Map<Role, Api> CALLERS = new EnumMap<>(Role.class);

    private record Subject(long id, String number) {}

    private static Standings standings;
    private static Subject usual;
    private static Subject large;
    private static Subject flawed;
    private static Subject replayed;

    @BeforeParameterizedClassInvocation
    static void open(Databases.Engine engine) {
        open(engine, Map.of("approval.hold", "1h", "approval.second-approver-above", "1000.00"));
        for (Role role : Role.values()) {
            CALLERS.put(role, world.caller(name(role), role));
        }
        standings = new Standings(world.database());
        var changeOrders =
                List.of(
                        site.changeOrder("1000.00"),
                        site.changeOrder("-1000.01"),
                        site.changeOrder(
                                "A title of more than thirty characters",
                                line("03-300.S", "100.00")),
                        site.changeOrder("100.00"));
        world.poll();
        List<Subject> subjects =
                changeOrders.stream()
                        .map(
                                changeOrder ->
                                        new Subject(
                                                standings.idOf(changeOrder),
                                                world.number(changeOrder)))
                        .toList();
        usual = subjects.get(0);
        large = subjects.get(1);
        flawed = new Subject(subjects.get(2).id(), "FLAWED");
        replayed = subjects.get(3);
    }

    @Test
    @Order(1)
    void everyCellOfTheTableWithSeparateDuties() {
        int cells = 0;
        for (Role role : Role.values()) {
            cells += table(role, "system", true, EnumSet.allOf(Move.class));
            cells += table(role, name(role), true, EnumSet.allOf(Move.class));
        }
        assertThat(cells)
                .isEqualTo(
                        2 * Role.values().length * Standing.values().length * Move.values().length);
    }

    @Test
    @Order(2)
    void aStaleVersionIsRefusedWhereTheMoveIsPossible() {
        for (Move move : Move.values()) {
            if (!move.onDeadLetter()) {
                Standing standing = possible(move);
                Subject subject = put(standing, "system", "nobody");
                int version = standings.version(subject.id());
                for (int stale : new int[] {version - 1, version + 1}) {
                    Api.Answer answer = call(ADMIN, move, subject, stale);
                    assertThat(answer.status()).as(move + answer.text()).isEqualTo(409);
                    assertThat(answer.json().path("detail").asText())
                            .contains("you have seen version " + stale);
                }
                assertThat(standings.version(subject.id())).isEqualTo(version);
            }
        }
    }

    @Test
    @Order(3)
    void anIdThatThereIsNotIsNotFound() {
        for (Move move : Move.values()) {
            Api caller = CALLERS.get(ADMIN);
            Api.Answer answer = caller.tryPost(path(move, "999999"), body(move, "999999", 1));
            assertThat(answer.status()).as(move + answer.text()).isEqualTo(404);
        }
    }

    @Test
    @Order(4)
    void withoutSeparateDutiesTheSenderAcceptsLikeAnybodyElse() {
        world.restart(Map.of("approval.separate-duties", "false"));
        standings = new Standings(world.database());
        for (Role role : Role.values()) {
            table(role, name(role), false, EnumSet.of(Move.ACCEPT));
        }
    }

    private static int table(
            Role role, String sentBy, boolean separateDuties, Set<Move> allOfThese) {
        int cells = 0;
        for (Standing standing : Standing.values()) {
            Subject subject = put(standing, sentBy, name(role));
            JsonNode moves = moves(role, subject);
            for (Move move : allOfThese) {
                boolean own = separateDuties && sentBy.equals(name(role));
                String expected = expected(standing, move, role, own);
                String cell =
                        "%s %s as %s, sent by %s".formatted(standing, move, role.word(), sentBy);
                if (cell(cell, role, move, subject, expected, moves.path(move.field()))) {
                    subject = put(standing, sentBy, name(role));
                }
                cells++;
            }
        }
        return cells;
    }

    /**
     * @return whether it has moved
     */
    private static boolean cell(
            String cell, Role role, Move move, Subject subject, String expected, JsonNode said) {
        if (move == Move.REPLAY && expected.equals("202")) {
            // what is replayed is soon on its way: it is not looked at again
            subject = replayed;
            standings.put(replayed.id(), replayed.number(), Standing.FAILED, "system", "nobody");
        }
        int version = standings.version(subject.id());
        Api.Answer answer = call(role, move, subject, version);
        boolean refused = expected.matches("4..");
        assertThat(answer.status())
                .as(cell + ": " + answer.text())
                .isEqualTo(refused || expected.equals("202") ? Integer.parseInt(expected) : 200);
        assertThat(said.path("possible").asBoolean()).as(cell).isEqualTo(!refused);
        if (refused) {
            String detail = answer.json().path("detail").asText();
            // a replay is refused in the words of its dead letters, which may be many
            if (move != Move.REPLAY || answer.status() == 403) {
                assertThat(said.path("reason").asText()).as(cell).isEqualTo(detail);
            }
            // what Procore said is kept, also of what was not sent
            if (answer.status() != 422) {
                assertThat(standings.version(subject.id())).as(cell).isEqualTo(version);
            }
            return false;
        }
        assertThat(said.path("reason").isNull()).as(cell).isTrue();
        if (!expected.equals("202")) {
            assertThat(standings.state(subject.id())).as(cell).isEqualTo(expected);
            assertThat(answer.json().path("moves").size()).as(cell).isEqualTo(12);
        }
        return true;
    }

    private static String expected(Standing standing, Move move, Role role, boolean own) {
        if (!move.roles.contains(role)) {
            return "403";
        }
        String expected = EXPECTED.get(standing).get(move);
        return move == Move.ACCEPT && own && !expected.equals("409") ? "403" : expected;
    }

    private static Standing possible(Move move) {
        return Arrays.stream(Standing.values())
                .filter(standing -> !EXPECTED.get(standing).get(move).matches("4.."))
                .findFirst()
                .orElseThrow();
    }

    private static Subject put(Standing standing, String sentBy, String caller) {
        Subject subject =
                standing == Standing.NEEDS_UNMET ? flawed : standing.takesTwo() ? large : usual;
        standings.put(subject.id(), subject.number(), standing, sentBy, caller);
        return subject;
    }

    private static JsonNode moves(Role role, Subject subject) {
        return CALLERS.get(role).get("/change-orders/" + subject.id()).path("moves");
    }

    private static Api.Answer call(Role role, Move move, Subject subject, int version) {
        String id =
                move.onDeadLetter()
                        ? standings.deadLetterOf(subject.id())
                        : Long.toString(subject.id());
        return CALLERS.get(role).tryPost(path(move, id), body(move, id, version));
    }

    private static String path(Move move, String id) {
        return switch (move) {
            case REPLAY -> "/dead-letters/replays";
            case DISCARD, RESTORE, DONE_BY_HAND ->
                    "/dead-letters/" + id + "/" + move.field().replace('_', '-');
            default -> "/change-orders/" + id + "/" + move.field();
        };
    }

    private static Map<String, Object> body(Move move, String id, int version) {
        Map<String, Object> body = new HashMap<>();
        switch (move) {
            case REPLAY -> body.put("ids", List.of(id));
            case DONE_BY_HAND -> body.put("change_request_number", "TYPED-1");
            case DISCARD, RESTORE -> {}
            default -> body.put("version", version);
        }
        if (move != Move.SEND && move != Move.RETRIEVE && move != Move.ACCEPT) {
            body.put("reason", "for the table");
        }
        return body;
    }

    private static String name(Role role) {
        return "the-" + role.word();
    }

    private static Map<Standing, Map<Move, String>> read() {
        List<List<String>> lines =
                TABLE.lines().map(line -> List.of(line.strip().split(" +"))).toList();
        Map<Standing, Map<Move, String>> table = new EnumMap<>(Standing.class);
        for (List<String> line : lines.subList(1, lines.size())) {
            Map<Move, String> cells = new EnumMap<>(Move.class);
            for (Move move : Move.values()) {
                cells.put(move, line.get(lines.get(0).indexOf(move.name())));
            }
            table.put(Standing.valueOf(line.get(0)), cells);
        }
        assertThat(table).containsOnlyKeys(Standing.values());
        return table;
    }
}
