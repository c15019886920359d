package io.ccobridge.link;

import com.zaxxer.hikari.HikariDataSource;
import io.ccobridge.Databases;
import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.Commitment;
import io.ccobridge.changeorder.Line;
import io.ccobridge.changeorder.Project;
import io.ccobridge.changeorder.Role;
import io.ccobridge.changeorder.Vendor;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database with a few things of Procore and Spectrum in it. */
final class LinkFixture implements AutoCloseable {

    static final Caller ADMIN = new Caller("ada", Set.of(Role.ADMIN));
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);
    private static final OffsetDateTime NOW = CLOCK.instant().atOffset(ZoneOffset.UTC);

    final HikariDataSource dataSource;
    final JdbcClient jdbc;
    final LinkList list;
    final ManualLinks manualLinks;

    LinkFixture(Databases.Engine engine) {
        dataSource = engine.open();
        jdbc = JdbcClient.create(dataSource);
        list = new LinkList(dataSource, false);
        manualLinks = new ManualLinks(dataSource, list, CLOCK);
        job("24-101", "A");
        vendor("ACME", "Acme Concrete Inc", true);
        phase("24-101", "03300", "S", "Concrete");
        phase("24-101", "03300", "L", "Concrete");
    }

    void job(String number, String status) {
        jdbc.sql("INSERT INTO spectrum_job VALUES (?, ?, 'HARBOR', ?)")
                .params(number, "Job " + number, status)
                .update();
    }

    void vendor(String code, String name, boolean active) {
        jdbc.sql("INSERT INTO spectrum_vendor VALUES (?, ?, ?)")
                .params(code, name, active)
                .update();
    }

    void phase(String job, String code, String costType, String description) {
        jdbc.sql("INSERT INTO spectrum_phase VALUES (?, ?, ?, ?, 'A')")
                .params(job, code, costType, description)
                .update();
    }

    void refreshed(String what, boolean complete) {
        jdbc.sql("INSERT INTO reference_refresh VALUES (?, ?, ?)")
                .params(what, NOW, complete)
                .update();
    }

    void procoreProject(long id, String name, String number, String originCode, String originId) {
        jdbc.sql(
                        "INSERT INTO procore_project (id, name, number, origin_code, origin_id, seen_at)"
                                + " VALUES (?, ?, ?, ?, ?, ?)")
                .params(id, name, number, originCode, originId, NOW)
                .update();
    }

    void procoreVendor(long id, String name, String originCode, String originId) {
        jdbc.sql(
                        "INSERT INTO procore_vendor (id, name, origin_code, origin_id, seen_at)"
                                + " VALUES (?, ?, ?, ?, ?)")
                .params(id, name, originCode, originId, NOW)
                .update();
    }

    void procoreCommitment(long id, String number, String title, String originCode) {
        jdbc.sql(
                        "INSERT INTO procore_commitment (id, project_id, kind, number, title,"
                                + " origin_code, seen_at) VALUES (?, 101, 'SUBCONTRACT', ?, ?, ?, ?)")
                .params(id, number, title, originCode, NOW)
                .update();
    }

    void procoreCostCode(long project, String code, String originCode) {
        jdbc.sql(
                        "INSERT INTO procore_cost_code (project_id, code, origin_code, seen_at)"
                                + " VALUES (?, ?, ?, ?)")
                .params(project, code, originCode, NOW)
                .update();
    }

    void manual(LinkKind kind, String procoreId, String spectrumCode) {
        new ManualLinkTable(jdbc).put(kind, procoreId, spectrumCode, "ada", CLOCK.instant());
    }

    /** Of project 101, vendor 47 and commitment 55, whose documents carry no ERP fields. */
    static ChangeOrder changeOrder(String... flatCodes) {
        return changeOrder(
                new Project(101, "Harbor Tower", "24-101", null, null, null),
                new Vendor(47L, "Acme Concrete", null, null),
                null,
                flatCodes);
    }

    static ChangeOrder changeOrder(
            Project project, Vendor vendor, String commitmentOrigin, String... flatCodes) {
        List<Line> lines = Stream.of(flatCodes).map(LinkFixture::line).toList();
        return new ChangeOrder(
                project,
                "1",
                1L,
                "002",
                "Added footing",
                null,
                "approved",
                LocalDate.of(2026, 11, 20),
                BigDecimal.ONE,
                "USD",
                55L,
                new Commitment(
                        55,
                        Commitment.Kind.SUBCONTRACT,
                        "SC-001",
                        "Concrete",
                        vendor,
                        null,
                        commitmentOrigin),
                lines,
                List.of());
    }

    private static Line line(String flatCode) {
        int point = flatCode.lastIndexOf('.');
        return new Line(
                "1",
                flatCode,
                point < 0 ? null : flatCode.substring(0, point),
                point < 0 ? null : flatCode.substring(point + 1),
                BigDecimal.ONE,
                null);
    }

    @Override
    public void close() {
        dataSource.close();
    }
}
