package io.ccobridge.procore;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The parameters of a request, in order; a name may come more than once. */
record Query(List<String> pairs) {

    static final Query NONE = new Query(List.of());

    Query with(String name, Object value) {
        List<String> more = new ArrayList<>(pairs);
        more.add(encode(name) + "=" + encode(value.toString()));
        return new Query(List.copyOf(more));
    }

    Query with(Query others) {
        List<String> more = new ArrayList<>(pairs);
        more.addAll(others.pairs);
        return new Query(List.copyOf(more));
    }

    String encoded() {
        return pairs.stream().collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
