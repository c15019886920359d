package io.ccobridge.scenario;

import com.microsoft.playwright.Page;
import io.ccobridge.Databases;
import io.ccobridge.changeorder.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How long the console's pages take with many change orders, the first time and after, at the
 * server and until something is seen in a real browser. Run it by hand: {@code java -cp ...
 * io.ccobridge.scenario.ConsoleAtScale [H2 or POSTGRESQL] [change orders]}.
 */
public final class ConsoleAtScale {

    private static final String PASSWORD = "correct horse battery";
    private static final int TIMES = 7;

    private static final List<String> PAGES =
            List.of(
                    "/",
                    "/ready",
                    "/ready?sort=-total",
                    "/ready?q=footing+9",
                    "/ready?min_amount=40000",
                    "/change-orders",
                    "/change-orders?sort=vendor",
                    "/change-orders/777",
                    "/needs-attention",
                    "/failed",
                    "/failed/list",
                    "/failed/17",
                    "/synced",
                    "/audit",
                    "/reconciliation",
                    "/status");

    private static final String ANSWERED =
            "() => { const n = performance.getEntriesByType('navigation')[0];"
                    + " return n.responseStart - n.requestStart; }";

    private static final String PAINTED =
            "() => new Promise(done => new PerformanceObserver(list => done("
                    + "list.getEntries()[0].startTime)).observe({type: 'paint', buffered: true}))";

    private static final String NUMBERED =
            """
            INSERT INTO change_order (project_id, source_key, procore_id, state, version, project_name,
                job_number, commitment_id, commitment_number, vendor, vendor_code, number, title, description,
                total, currency, date_created, changed_since_sent, problems, change_request_number,
                attempts, sent_by, created_at, updated_at)
            SELECT 100 + MOD(n, 40), CAST(n AS VARCHAR), n, CASE WHEN MOD(n, 20) < 12 THEN 'SYNCED'
                WHEN MOD(n, 20) < 16 THEN 'READY_TO_EXPORT' WHEN MOD(n, 20) < 18 THEN 'NEEDS_ATTENTION'
                WHEN MOD(n, 20) = 18 THEN 'FAILED_TO_EXPORT' ELSE 'REJECTED' END, 1,
                'Project ' || MOD(n, 40), '24-' || MOD(n, 40), MOD(n, 2000), 'SC-' || MOD(n, 2000),
                'Vendor ' || MOD(n, 300), 'V' || MOD(n, 300), CAST(n AS VARCHAR), 'Added footing ' || n,
                'As agreed', MOD(n * 37, 50000) + 0.25, 'USD', DATE '2026-01-01', FALSE,
                CASE WHEN MOD(n, 20) IN (16, 17) THEN '[{"requirement":"vendor-linked","message":"Vendor '
                    || MOD(n, 300) || ' is not linked to a Spectrum vendor.","fix":"Link it."}]' ELSE '[]' END,
                NULL, 0, 'system', CURRENT_TIMESTAMP - MOD(n, 60) * INTERVAL '1' DAY,
                CURRENT_TIMESTAMP - MOD(n, 60) * INTERVAL '1' DAY
            FROM %s""";

    private final World world;

    ConsoleAtScale(World world) {
        this.world = world;
    }

    public static void main(String[] arguments) {
        Databases.Engine engine =
                Databases.Engine.valueOf(arguments.length > 0 ? arguments[0] : "H2");
        int many = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100_000;
        try (World world = World.on(engine, Map.of())) {
            new ConsoleAtScale(world).measure(engine, many);
        }
    }

    private void measure(Databases.Engine engine, int many) {
        fill(engine, many);
        // as a bridge that has just started, its pages rehearsed
        world.restart(Map.of());
        world.rehearse();
        world.admin()
                .post(
                        "/users",
                        Map.of("name", "ann", "role", Role.ADMIN.word(), "password", PASSWORD));
        try (Browser browser = new Browser(Browser.place().orElseThrow(), world.address())) {
            Page page = browser.signedIn("ann", PASSWORD);
            System.out.printf("%s, %d change orders, ms%n", engine, many);
            System.out.printf(
                    "%-28s %8s %8s   %s%n",
                    "page", "server", "painted", "the first time; medians of " + TIMES);
            Map<String, Look> first = new HashMap<>();
            for (String path : PAGES) {
                first.put(path, Look.at(page, path));
            }
            for (String path : PAGES) {
                List<Double> server = new ArrayList<>();
                List<Double> painted = new ArrayList<>();
                for (int i = 0; i < TIMES; i++) {
                    Look look = Look.at(page, path);
                    server.add(look.server());
                    painted.add(look.painted());
                }
                System.out.printf(
                        "%-28s %8.0f %8.0f   %8.0f %8.0f%n",
                        path,
                        first.get(path).server(),
                        first.get(path).painted(),
                        median(server),
                        median(painted));
            }
        }
    }

    /** One load of a page, in ms: until the server answers, and until something is seen. */
    private record Look(double server, double painted) {

        static Look at(Page page, String path) {
            page.navigate(path);
            return new Look(number(page, ANSWERED), number(page, PAINTED));
        }
    }

    private static double number(Page page, String script) {
        return ((Number) page.evaluate(script)).doubleValue();
    }

    private static double median(List<Double> numbers) {
        Collections.sort(numbers);
        return numbers.get(numbers.size() / 2);
    }

    void fill(Databases.Engine engine, int many) {
        String numbers =
                engine == Databases.Engine.H2
                        ? "SYSTEM_RANGE(1, " + many + ") AS numbers (n)"
                        : "generate_series(1, " + many + ") AS numbers (n)";
        JdbcClient database = world.database();
        database.sql(NUMBERED.formatted(numbers)).update();
        database.sql(
                        """
                        INSERT INTO export (change_order_id, change_request_number, header, payload_hash,
                            total, accepted_by, accepted_at)
                        SELECT id, 'S' || id, '{"Job_Number": "24-101"}', '-', total, 'ann', updated_at
                        FROM change_order WHERE state IN ('FAILED_TO_EXPORT', 'SYNCED')""")
                .update();
        database.sql(
                        """
                        INSERT INTO export_line (export_id, position, phase, cost_type, amount, state)
                        SELECT id, 1, '03300', 'S', total, CASE WHEN (SELECT state FROM change_order
                            WHERE change_order.id = change_order_id) = 'SYNCED' THEN 'DONE' ELSE 'OPEN' END
                        FROM export""")
                .update();
        database.sql(
                        """
                        UPDATE change_order SET change_request_number = 'S' || id, export_id =
                            (SELECT MAX(export.id) FROM export WHERE change_order_id = change_order.id)
                        WHERE state IN ('FAILED_TO_EXPORT', 'SYNCED')""")
                .update();
        database.sql(
                        """
                        INSERT INTO dead_letter (change_order_id, export_id, cause, category, message, amount,
                            first_seen, last_seen, payload_text)
                        SELECT id, export_id, 'cause-' || MOD(id, 7), 'business', 'Phase is closed', total,
                            updated_at, updated_at, '24-101' FROM change_order
                        WHERE state = 'FAILED_TO_EXPORT'""")
                .update();
        database.sql(
                        """
                        INSERT INTO audit_entry (change_order_id, at, actor, from_state, to_state, reason)
                        SELECT id, updated_at, 'system', 'NEEDS_ATTENTION', state, 'Found'
                        FROM change_order WHERE id <= 2000""")
                .update();
        if (engine == Databases.Engine.POSTGRESQL) {
            database.sql("ANALYZE").update();
        }
    }
}
