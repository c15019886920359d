package io.ccobridge.link;

import io.ccobridge.changeorder.Link;
import io.ccobridge.changeorder.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Everything in Procore that can be linked, with the link it has at present, however found. The
 * order in which ties count is {@link Links}' own, so that the list never says otherwise than what
 * is exported.
 */
public final class LinkList {

    private static final int TOTAL = 10_000;
    private static final int PER_PAGE = 50;
    private static final int MOST_PER_PAGE = 200;
    private static final Set<String> SOURCES = Set.of("manual", "procore", "rule", "none");
    private static final Set<String> FILTERS = Set.of("q", "source", "page", "per_page", "after");

    private final ManualLinkTable manualLinks;
    private final ProcoreTables procore;
    private final SpectrumTables spectrum;
    private final Tie.Order order;

    /**
     * @param commitmentByNumber as for {@link Links}
     */
    public LinkList(DataSource dataSource, boolean commitmentByNumber) {
        JdbcClient jdbc = JdbcClient.create(dataSource);
        manualLinks = new ManualLinkTable(jdbc);
        procore = new ProcoreTables(jdbc);
        spectrum = new SpectrumTables(jdbc);
        order = new Tie.Order(commitmentByNumber);
    }

    /**
     * One page, by name.
     *
     * @param query {@code q} (part of a name, id or code), {@code source}, {@code page} and {@code
     *     per_page}, or {@code after}
     * @throws Refusal 404 for a kind there is not, 400 for a filter there is not
     */
    public LinkPage list(String kind, Map<String, String> query) {
        LinkKind of = LinkKind.of(kind);
        for (String filter : query.keySet()) {
            if (!FILTERS.contains(filter)) {
                throw Refusal.malformed(filter, "There is no filter \"" + filter + "\".");
            }
        }
        int perPage = number(query, "per_page", PER_PAGE, MOST_PER_PAGE);
        int from =
                query.containsKey("after")
                        ? position(query.get("after"))
                        : (number(query, "page", 1, TOTAL) - 1) * perPage;
        List<ListedLink> all = all(of).stream().filter(filter(query)).toList();
        List<ListedLink> page =
                all.subList(Math.min(from, all.size()), Math.min(from + perPage, all.size()));
        return new LinkPage(
                named(of, page),
                from / perPage + 1,
                perPage,
                Math.min(all.size(), TOTAL),
                all.size() > TOTAL,
                from + perPage < all.size() ? written(from + perPage) : null);
    }

    /** The link that one thing has at present. */
    ListedLink one(LinkKind kind, String procoreId) {
        Known known =
                procore.one(kind, procoreId)
                        .orElseGet(() -> new Known(procoreId, null, null, null, null));
        String manual = manualLinks.all(kind).get(procoreId);
        return named(kind, List.of(listed(kind, manual, known))).get(0);
    }

    private List<ListedLink> all(LinkKind kind) {
        Map<String, String> manual = manualLinks.all(kind);
        List<ListedLink> links = new ArrayList<>();
        for (Known known : procore.all(kind)) {
            links.add(listed(kind, manual.remove(known.procoreId()), known));
        }
        // what is left was linked before Procore was asked for it; flat codes always are
        manual.forEach(
                (id, code) -> links.add(listed(kind, code, new Known(id, null, null, null, null))));
        return links;
    }

    private ListedLink listed(LinkKind kind, String manual, Known known) {
        Object id =
                kind == LinkKind.COST_CODES ? known.procoreId() : Long.valueOf(known.procoreId());
        String name = kind == LinkKind.COMMITMENTS ? numberAndTitle(known) : known.name();
        return order.first(kind, manual, known)
                .map(tie -> new ListedLink(id, name, tie.code(), word(tie.source()), null))
                .orElseGet(() -> new ListedLink(id, name, null, "none", null));
    }

    private static String numberAndTitle(Known commitment) {
        List<String> parts =
                Stream.of(commitment.number(), commitment.name())
                        .filter(part -> Codes.trimmed(part) != null)
                        .toList();
        return parts.isEmpty() ? null : String.join(" ", parts);
    }

    private static String word(Link.Source source) {
        return source.name().toLowerCase(Locale.ROOT);
    }

    private static Predicate<ListedLink> filter(Map<String, String> query) {
        String source = query.get("source");
        if (source != null && !SOURCES.contains(source)) {
            throw Refusal.malformed(
                    "source", "\"" + source + "\" is not one of manual, procore, rule, none.");
        }
        String wanted = query.getOrDefault("q", "").strip().toLowerCase(Locale.ROOT);
        return link ->
                (source == null || source.equals(link.source()))
                        && Stream.of(link.procoreName(), link.procoreId(), link.spectrumCode())
                                .anyMatch(
                                        text ->
                                                text != null
                                                        && text.toString()
                                                                .toLowerCase(Locale.ROOT)
                                                                .contains(wanted));
    }

    /** The links with what Spectrum calls their codes. */
    private List<ListedLink> named(LinkKind kind, List<ListedLink> links) {
        Map<String, String> names =
                spectrum.names(
                        kind,
                        links.stream()
                                .map(ListedLink::spectrumCode)
                                .filter(Objects::nonNull)
                                .toList());
        return links.stream()
                .map(
                        link ->
                                new ListedLink(
                                        link.procoreId(),
                                        link.procoreName(),
                                        link.spectrumCode(),
                                        link.source(),
                                        link.spectrumCode() == null
                                                ? null
                                                : names.get(link.spectrumCode())))
                .toList();
    }

    private static int number(Map<String, String> query, String name, int otherwise, int most) {
        String text = query.get(name);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("[0-9]{1,6}")
                || Integer.parseInt(text) < 1
                || Integer.parseInt(text) > most) {
            throw Refusal.malformed(
                    name, "\"" + text + "\" is not a number from 1 to " + most + ".");
        }
        return Integer.parseInt(text);
    }

    private static String written(int position) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Integer.toString(position).getBytes(StandardCharsets.US_ASCII));
    }

    private static int position(String written) {
        try {
            String text =
                    new String(Base64.getUrlDecoder().decode(written), StandardCharsets.US_ASCII);
            if (text.matches("[0-9]{1,8}")) {
                return Integer.parseInt(text);
            }
        } catch (IllegalArgumentException e) {
            throw unknownPosition(written);
        }
        throw unknownPosition(written);
    }

    private static Refusal unknownPosition(String written) {
        return Refusal.malformed(
                "after", "\"" + written + "\" is not the \"next\" of a page before.");
    }
}
