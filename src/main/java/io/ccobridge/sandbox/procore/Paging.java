package io.ccobridge.sandbox.procore;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.jetty.util.Fields;

/**
 * Pages as Procore makes them (facts/procore-api.md 4.1): {@code page} from 1 and {@code per_page}
 * in the query; {@code Total}, {@code Per-Page} and {@code Link} in the headers. With one page
 * there is no {@code Link}, and on the last no {@code next}.
 */
enum Paging {
    /** A bare array. How many stand on a page by default is documented nowhere. */
    V1(100, 2000),
    /** {@code {"data": [...]}}. */
    V2(10, 100);

    private final int defaultSize;
    private final int maxSize;

    Paging(int defaultSize, int maxSize) {
        this.defaultSize = defaultSize;
        this.maxSize = maxSize;
    }

    <T> Answer answer(Call call, List<T> all, Function<T, String> document) {
        int page = parameter(call, "page", 1, Integer.MAX_VALUE);
        int size = parameter(call, "per_page", defaultSize, maxSize);
        int pages = Math.max(1, (all.size() + size - 1) / size);
        long from = Math.min((page - 1L) * size, all.size());
        long to = Math.min(from + size, all.size());
        Answer answer =
                Answer.raw(200, body(all.subList((int) from, (int) to), document))
                        .with("Total", all.size())
                        .with("Per-Page", size);
        return pages == 1 ? answer : answer.with("Link", links(call, page, pages, size));
    }

    /** Everything at once, without a header that tells of pages. */
    <T> Answer whole(List<T> all, Function<T, String> document) {
        return Answer.raw(200, body(all, document));
    }

    private <T> String body(List<T> items, Function<T, String> document) {
        String array = items.stream().map(document).collect(Collectors.joining(",", "[", "]"));
        return this == V2 ? "{\"data\":" + array + "}" : array;
    }

    private int parameter(Call call, String name, int byDefault, int most) {
        String text = call.query().getValue(name);
        if (text == null) {
            return byDefault;
        }
        long value = Call.number(text).orElse(0L);
        if (value < 1 || (value > most && this == V2)) {
            throw Refused.property(name + " must be an integer from 1 to " + most);
        }
        return (int) Math.min(value, most);
    }

    private static String links(Call call, int page, int pages, int size) {
        List<String> links = new ArrayList<>();
        links.add(link(call, 1, size, "first"));
        if (page > 1) {
            links.add(link(call, page - 1, size, "prev"));
        }
        if (page < pages) {
            links.add(link(call, page + 1, size, "next"));
        }
        links.add(link(call, pages, size, "last"));
        return String.join(", ", links);
    }

    private static String link(Call call, int page, int size, String rel) {
        Fields query = new Fields();
        query.addAll(call.query());
        query.put("page", String.valueOf(page));
        query.put("per_page", String.valueOf(size));
        String text =
                query.stream()
                        .flatMap(f -> f.getValues().stream().map(v -> encode(f.getName(), v)))
                        .collect(Collectors.joining("&"));
        return "<" + call.origin() + call.path() + "?" + text + ">; rel=\"" + rel + "\"";
    }

    private static String encode(String name, String value) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8)
                + "="
                + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
