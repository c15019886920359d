package io.ccobridge.cli;

import java.net.URI;
import java.util.Locale;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which bridge to talk to, and as whom. */
final class Connection {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "${CCO_BRIDGE_URL:-http://127.0.0.1:8080}",
            description = "The bridge; else CCO_BRIDGE_URL, else port 8080 of this machine.")
    private String url;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            defaultValue = "${CCO_BRIDGE_TOKEN:-}",
            showDefaultValue = Visibility.NEVER,
            description =
                    "The API token; else CCO_BRIDGE_TOKEN, which other users of this machine"
                            + " cannot see.")
    private String token;

    BridgeClient open() {
        return new BridgeClient(base(), token.isBlank() ? null : token.strip());
    }

    private URI base() {
        try {
            URI base = URI.create(url.strip().replaceAll("/+$", ""));
            String scheme = String.valueOf(base.getScheme()).toLowerCase(Locale.ROOT);
            if (base.getHost() != null && (scheme.equals("http") || scheme.equals("https"))) {
                return base;
            }
        } catch (IllegalArgumentException notOne) {
            // said below, with the others that are none
        }
        throw new ParameterException(
                command.commandLine(),
                "\""
                        + url
                        + "\" is not the address of a bridge (--url or CCO_BRIDGE_URL);"
                        + " one looks like http://127.0.0.1:8080");
    }
}
