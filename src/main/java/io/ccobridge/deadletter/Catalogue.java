package io.ccobridge.deadletter;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The causes that are known, with what to do about each. They are data: {@code causes.yaml} comes
 * with the bridge; {@code causes-site.yaml} beside it is the site's own, is looked at first, and
 * puts its entry in the place of one with the same id.
 */
public final class Catalogue {

    public static final String SHIPPED = "causes.yaml";
    public static final String OF_THE_SITE = "causes-site.yaml";

    private final List<KnownCause> causes;
    private final int ofTheSite;

    private Catalogue(List<KnownCause> causes, int ofTheSite) {
        this.causes = List.copyOf(causes);
        this.ofTheSite = ofTheSite;
    }

    /**
     * @param config the folder with the files; a file that is not there has no entries
     * @throws io.ccobridge.settings.WrongSetting with one line that names the file and the entry
     *     that is malformed
     */
    public static Catalogue read(Path config) {
        List<KnownCause> site = CatalogueFile.read(config.resolve(OF_THE_SITE));
        Set<String> replaced = site.stream().map(KnownCause::id).collect(Collectors.toSet());
        List<KnownCause> all = new ArrayList<>(site);
        CatalogueFile.read(config.resolve(SHIPPED)).stream()
                .filter(cause -> !replaced.contains(cause.id()))
                .forEach(all::add);
        return new Catalogue(all, site.size());
    }

    /** What the first entry that fits says; where none does, what the category allows to say. */
    Suggestion of(Failure failure) {
        return causes.stream()
                .filter(cause -> cause.matches(failure))
                .findFirst()
                .map(Suggestion::of)
                .orElseGet(() -> Suggestion.unknownCause(failure.category()));
    }

    List<KnownCause> causes() {
        return causes;
    }

    /** How many causes are known. */
    public int size() {
        return causes.size();
    }

    /** How many of them the site has written down. */
    public int ofTheSite() {
        return ofTheSite;
    }
}
