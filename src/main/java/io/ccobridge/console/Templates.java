package io.ccobridge.console;

import com.fasterxml.jackson.databind.JsonNode;
import freemarker.core.HTMLOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import io.ccobridge.changeorder.Totals;
import io.ccobridge.json.Json;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/**
 * The pages' templates. Every text is escaped for HTML unless a template says otherwise, and none
 * does for what comes from Procore, Spectrum or a person.
 */
final class Templates {

    private final Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
    private final Map<String, Object> shared = new HashMap<>();

    /**
     * @param zone in which times are written; a browser shows its own
     * @param currency the site's, for amounts that Procore names none of
     */
    Templates(Assets assets, ZoneId zone, String currency, Clock clock, String version) {
        configuration.setClassForTemplateLoading(Templates.class, "/console/templates");
        configuration.setDefaultEncoding("UTF-8");
        configuration.setOutputFormat(HTMLOutputFormat.INSTANCE);
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
        // a number in an address or an attribute is a number, not 1,234
        configuration.setNumberFormat("computer");
        Wording wording = new Wording(zone, clock);
        shared.put("version", version);
        shared.put("asset", new TextFunction(assets::path));
        shared.put("money", new TextFunction(Wording::money));
        shared.put("currencyOf", new TextFunction(given -> Totals.currency(given, currency)));
        shared.put("count", new TextFunction(Wording::money));
        shared.put("browser", new TextFunction(Wording::browser));
        shared.put("day", new TextFunction(wording::day));
        shared.put("exact", new TextFunction(wording::exact));
        shared.put("ago", new TextFunction(wording::ago));
        shared.put("urlencode", new TextFunction(Visit::encode));
    }

    /** The page as HTML; JSON in the model is shown as maps and lists. */
    String render(String template, Map<String, Object> model) {
        Map<String, Object> all = new HashMap<>(shared);
        model.forEach((name, value) -> all.put(name, plain(value)));
        StringWriter page = new StringWriter(16_384);
        try {
            configuration.getTemplate(template + ".ftlh").process(all, page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TemplateException e) {
            throw new IllegalStateException("template " + template + ": " + e.getMessage(), e);
        }
        return page.toString();
    }

    static Object plain(Object value) {
        if (value instanceof JsonNode node) {
            return Json.mapper().convertValue(node, Object.class);
        }
        return value;
    }
}
