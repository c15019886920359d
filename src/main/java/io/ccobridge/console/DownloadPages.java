package io.ccobridge.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ccobridge.http.Refused;
import java.time.Clock;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lists as files: made while the page is left, with its progress for who stays or comes back, and
 * the same bytes as the API answers to that person.
 */
final class DownloadPages {

    private final Downloads downloads;
    private final ZoneId zone;
    private final Clock clock;

    /**
     * @param zone of the moments in the files' names
     */
    DownloadPages(Downloads downloads, ZoneId zone, Clock clock) {
        this.downloads = downloads;
        this.zone = zone;
        this.clock = clock;
    }

    List<Page> pages() {
        return List.of(
                Page.get("/downloads", this::list),
                Page.post("/downloads", this::start),
                Page.get("/downloads/{id}", this::show),
                Page.get("/downloads/{id}/file", this::file));
    }

    private Reply start(Visit visit) {
        Wanted wanted = Wanted.of(visit, clock.instant().atZone(zone));
        checkRole(visit, wanted);
        Download download =
                downloads.start(
                        wanted,
                        new Download.Source(
                                () -> total(visit, wanted),
                                () -> visit.pieces(wanted.kind().call(), wanted.query())));
        // a file that has just been asked for comes by itself
        return Reply.goTo("/downloads/" + download.id() + "?now=1");
    }

    private static ObjectNode total(Visit visit, Wanted wanted) {
        ObjectNode total = visit.object();
        if (wanted.kind().list() != null) {
            Map<String, String> query = new HashMap<>(wanted.query());
            query.put("per_page", "1");
            JsonNode page = visit.callWith(wanted.kind().list(), Map.of(), query, null);
            total.set("total", page.path("total"));
            total.set("total_capped", page.path("total_capped"));
        }
        return total;
    }

    private static void checkRole(Visit visit, Wanted wanted) {
        if (!visit.may(wanted.kind().call())) {
            throw Refused.because(403, visit.whyNot(wanted.kind().call()));
        }
    }

    private Reply list(Visit visit) {
        List<Download> mine = downloads.of(visit.caller().name());
        Map<String, Object> model = new HashMap<>();
        model.put("all", mine.stream().map(one -> shown(visit, one)).toList());
        model.put("moving", mine.stream().anyMatch(one -> !one.task().isOver()));
        model.put("most", Downloads.MOST);
        model.put("live", visit.address());
        return Reply.show("downloads", model);
    }

    private Reply show(Visit visit) {
        Download download = find(visit);
        Tasks.over(download.task());
        Map<String, Object> model = new HashMap<>();
        model.put("it", shown(visit, download));
        model.put("now", !visit.field("now").isEmpty());
        model.put("live", visit.address());
        return Reply.show("download", model);
    }

    private Download find(Visit visit) {
        return downloads
                .find(visit.caller().name(), visit.path("id"))
                .orElseThrow(
                        () ->
                                Refused.because(
                                        404,
                                        "You have no such download any more: a file is kept for an"
                                                + " hour, and not when the bridge is started anew."
                                                + " Ask for it once more on the page that shows"
                                                + " the list."));
    }

    private static Map<String, Object> shown(Visit visit, Download download) {
        Wanted wanted = download.wanted();
        Tasks.Task task = download.task();
        // the end first: what is told after it is whole
        boolean over = task.isOver();
        JsonNode soFar = task.result() == null ? visit.object() : task.result();
        Map<String, Object> shown = new HashMap<>();
        shown.put("id", download.id());
        shown.put("title", wanted.title());
        shown.put("what", wanted.kind().word());
        shown.put("csv", wanted.kind().csv());
        shown.put("words", wanted.words());
        shown.put("query", wanted.query());
        shown.put("file", wanted.fileName());
        shown.put("back", wanted.back());
        shown.put("over", over);
        shown.put("startedAt", task.startedAt().toString());
        shown.put("rows", soFar.path("rows").asLong());
        shown.put("total", soFar.path("total").asLong());
        shown.put("capped", soFar.path("total_capped").asBoolean());
        shown.put("size", Wording.size(soFar.path("bytes").asLong()));
        if (over) {
            shown.put("endedAt", task.endedAt().toString());
            shown.put("until", task.endedAt().plus(Downloads.KEPT).toString());
        }
        if (over && task.failure() != null) {
            shown.put("wrong", Templates.plain(visit.json(task.failure().problem())));
        }
        return shown;
    }

    private Reply file(Visit visit) {
        Download download = find(visit);
        Wanted wanted = download.wanted();
        checkRole(visit, wanted);
        if (!download.ready()) {
            throw Refused.because(
                    409,
                    "There is no file yet. Its own page, under Downloads, shows how far it is.");
        }
        return new Reply.Sent(
                wanted.fileName(), wanted.kind().type(), download.size(), download::writeTo);
    }
}
