package io.ccobridge.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.json.Json;
import io.ccobridge.settings.Settings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** The doctor's visit to a bridge that runs, with the settings that it runs with. */
public final class Checkup {

    private final Settings settings;
    private final Path home;

    public Checkup(Settings settings, Path home) {
        this.settings = settings;
        this.home = home;
    }

    /** What is found: {@code {findings: [{check, result, detail}]}}, secrets masked. */
    public JsonNode examine() {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        Findings findings = new Findings(out, true);
        findings.mask(settings::masked);
        new Doctor(home, null, Map.of(), new Properties(), out).examine(settings, findings);
        findings.finish();
        return Json.read(text.toString());
    }
}
