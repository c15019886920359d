package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Mixin;

/** Prints a page of one of the API's lists. */
abstract class PagedListCommand extends ClientCommand {

    private final Table table;
    private final String none;
    private final String one;
    private final String path;

    @Mixin private Paging paging;

    /**
     * @param none what is said of an empty list
     * @param one what one item is called
     * @param path of the call
     */
    PagedListCommand(Table table, String none, String one, String path) {
        this.table = table;
        this.none = none;
        this.one = one;
        this.path = path;
    }

    /** Puts those of the API's query parameters that were given. */
    abstract void addFilter(Map<String, String> parameters);

    @Override
    final int call(BridgeClient bridge) {
        Map<String, String> parameters = new LinkedHashMap<>();
        addFilter(parameters);
        paging.addTo(parameters);
        JsonNode list = bridge.get(parameters, path);
        JsonNode items = list.path("items");
        if (json()) {
            printJson(list);
        } else if (items.isEmpty()) {
            out().println(none);
        } else {
            table.print(out(), items);
            out().println();
            out().println(Paging.summary(list, one));
        }
        return matched(items);
    }
}
