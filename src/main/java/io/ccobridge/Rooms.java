package io.ccobridge;

import io.ccobridge.changeorder.Role;
import io.ccobridge.http.ApiDocument;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All rooms of the bridge, in the order in which a change order meets them. Each room makes its
 * parts from the settings and gives the routes those that they name.
 */
final class Rooms {

    private static final Logger LOG = LoggerFactory.getLogger(Rooms.class);

    private final Ground ground;
    private PeopleRoom people;
    private SpectrumRoom spectrum;
    private ExportRoom exports;
    private DeadLetterRoom deadLetters;
    private FrontRoom front;

    Rooms(Ground ground) {
        this.ground = ground;
    }

    void build(CamelContext camel) {
        ApiDocument document = ApiDocument.ofThisProgram();
        people = new PeopleRoom(ground, document);
        QueueRoom queue = new QueueRoom(ground, people.callers);
        ProcoreRoom procore = new ProcoreRoom(ground, camel, queue.arrivals);
        spectrum = new SpectrumRoom(ground);
        ApprovalRoom approval = new ApprovalRoom(ground, queue, procore, spectrum);
        exports = new ExportRoom(ground, spectrum);
        deadLetters =
                new DeadLetterRoom(ground, queue, procore, spectrum, approval.intake, exports);
        ReportRoom reports =
                new ReportRoom(ground, camel, queue, procore, approval, exports, this::port);
        front = new FrontRoom(ground, camel, document, people, reports.levels);
    }

    /** Before the routes start: takes the port, and makes the servlet that the routes hang on. */
    void listen() {
        front.server.listen();
        // the port is ours, so no other process is this node: what it had in hand is nobody's
        int released = exports.exports.releaseOwn();
        if (released > 0) {
            LOG.info("{} exports that were cut off go on", released);
        }
        deadLetters.replayRunner.releaseOwn();
        spectrum.referenceRefreshes.releaseOwn();
        people.makeFirstAdmin(
                password ->
                        LOG.warn(
                                "First start: user admin, password {} - shown this once; change it",
                                password));
    }

    /** Once the routes have started: calls that came meanwhile are answered now. */
    void answer() {
        front.server.answer();
    }

    void addUsers(Map<String, Role> users, String password) {
        people.add(users, password);
    }

    int port() {
        return front.server.port();
    }

    void stopListening() {
        if (front != null) {
            front.server.stop();
        }
        ground.metrics().close();
    }
}
