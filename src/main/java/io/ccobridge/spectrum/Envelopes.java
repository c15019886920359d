package io.ccobridge.spectrum;

import freemarker.core.TemplateClassResolver;
import freemarker.core.XMLOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The SOAP envelopes, one template a method ({@code METHOD.xml.ftl}), which a site may fit to its
 * own WSDL. A template that was changed is taken up within seconds.
 */
public final class Envelopes {

    private static final String MASK = "***";
    private static final Pattern VALUE = Pattern.compile("\\$\\{\\s*(\\w+)");

    private final Configuration templates;

    /**
     * @param folder with the templates
     */
    public Envelopes(Path folder) {
        templates = new Configuration(Configuration.VERSION_2_3_34);
        templates.setDefaultEncoding(StandardCharsets.UTF_8.name());
        templates.setOutputFormat(XMLOutputFormat.INSTANCE);
        templates.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
        templates.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        templates.setLogTemplateExceptions(false);
        templates.setWrapUncheckedExceptions(true);
        try {
            templates.setDirectoryForTemplateLoading(folder.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The request to send.
     *
     * @param values by element name; what is absent is sent empty, which Spectrum takes for "leave
     *     unchanged"
     * @throws IllegalArgumentException naming the element, when a value has a character that XML
     *     cannot carry, or when the template has no place for a value
     * @throws IllegalStateException naming the template, when it is missing or wrong
     */
    public String render(
            String method, Map<String, String> values, String authorizationId, String guid) {
        List<String> places = places(method);
        Map<String, String> model = new HashMap<>();
        values.forEach((element, value) -> put(model, element, value));
        model.put("Authorization_ID", authorizationId);
        model.put("GUID", guid);
        for (String element : model.keySet()) {
            if (!places.contains(element)) {
                throw new IllegalArgumentException(
                        file(method) + " has no place for " + element + ".");
            }
        }
        StringWriter envelope = new StringWriter();
        try {
            templates.getTemplate(file(method)).process(model, envelope);
        } catch (IOException | TemplateException e) {
            throw new IllegalStateException(file(method) + " cannot be used: " + e.getMessage(), e);
        }
        return envelope.toString();
    }

    /** The same for people: without the secret. */
    public String masked(String method, Map<String, String> values, String guid) {
        return render(method, values, MASK, guid);
    }

    /**
     * The names of the elements that a template sends, in its order, for {@link WsdlCheck}.
     *
     * @throws IllegalStateException naming the template, when it is missing or wrong
     */
    public List<String> elements(String method) {
        try {
            SoapMessage empty = SoapMessage.read(render(method, Map.of(), "", ""));
            return empty.rows().stream()
                    .flatMap(row -> row.values().stream())
                    .map(SoapMessage.Value::name)
                    .toList();
        } catch (SoapMessage.Unreadable e) {
            throw new IllegalStateException(
                    file(method) + " makes no envelope: " + e.getMessage(), e);
        }
    }

    /**
     * The first character of a text that XML cannot carry, by name, for example {@code U+0007
     * (BEL)}; empty when there is none.
     */
    public static Optional<String> cannotCarry(String text) {
        return text.codePoints()
                .filter(point -> !isXml(point))
                .mapToObj(Envelopes::name)
                .findFirst();
    }

    private static void put(Map<String, String> model, String element, String value) {
        if (value != null) {
            cannotCarry(value)
                    .ifPresent(
                            character -> {
                                throw new IllegalArgumentException(
                                        element
                                                + " has the character "
                                                + character
                                                + ", which XML cannot carry.");
                            });
            model.put(element, value);
        }
    }

    private static boolean isXml(int point) {
        return point == '\t'
                || point == '\n'
                || point == '\r'
                || (point >= 0x20 && point <= 0xD7FF)
                || (point >= 0xE000 && point <= 0xFFFD)
                || point >= 0x10000;
    }

    private static String name(int point) {
        String known = Character.getName(point);
        String name = known == null ? "not a character" : known;
        return String.format(
                "U+%04X (%s)",
                point, point >= 0xD800 && point <= 0xDFFF ? "half a character" : name);
    }

    private List<String> places(String method) {
        try {
            return VALUE.matcher(templates.getTemplate(file(method)).toString())
                    .results()
                    .map(place -> place.group(1))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(file(method) + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static String file(String method) {
        return method + ".xml.ftl";
    }
}
