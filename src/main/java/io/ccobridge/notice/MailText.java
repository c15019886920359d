package io.ccobridge.notice;

import freemarker.core.PlainTextOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import io.ccobridge.json.Json;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Mails as text, from the templates of a folder: one a kind, its first line the subject. A site may
 * word them anew.
 */
public final class MailText {

    /** The kinds of mail, each with a template of that name. */
    public static final List<String> KINDS = List.of("rejected", "failed", "circuit", "digest");

    /**
     * @param subject one line
     */
    public record Written(String subject, String body) {}

    private final Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
    private final Supplier<String> console;

    /**
     * @param folder of the templates, {@code <kind>.ftl}
     * @param console the address of the web console, for links
     * @throws IllegalStateException in one line, when a template is missing or malformed
     */
    public MailText(Path folder, Supplier<String> console) {
        this.console = console;
        configuration.setDefaultEncoding("UTF-8");
        configuration.setLocale(Locale.US);
        configuration.setNumberFormat("computer");
        configuration.setOutputFormat(PlainTextOutputFormat.INSTANCE);
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
        try {
            configuration.setDirectoryForTemplateLoading(folder.toFile());
            for (String kind : KINDS) {
                configuration.getTemplate(kind + ".ftl");
            }
        } catch (IOException e) {
            throw new IllegalStateException(
                    "a mail template cannot be read: " + e.getMessage().replaceAll("\\s+", " "), e);
        }
    }

    public Written write(Mail mail) {
        Map<String, Object> model = new HashMap<>();
        model.put("user", mail.user());
        model.put("console", console.get());
        model.put(
                "notices",
                mail.contents().stream()
                        .map(content -> Json.mapper().convertValue(content, Object.class))
                        .toList());
        StringWriter text = new StringWriter();
        try {
            configuration.getTemplate(mail.kind() + ".ftl").process(model, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TemplateException e) {
            throw new IllegalStateException(
                    "the mail template " + mail.kind() + ".ftl: " + e.getMessageWithoutStackTop(),
                    e);
        }
        String[] subjectAndBody = text.toString().split("\\R", 2);
        return new Written(
                // what comes from Procore must not begin another header
                subjectAndBody[0].replaceAll("\\p{Cntrl}", " ").strip(),
                subjectAndBody.length < 2 ? "" : subjectAndBody[1].stripLeading());
    }
}
