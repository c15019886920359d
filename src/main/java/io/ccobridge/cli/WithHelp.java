package io.ccobridge.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** A command with {@code --help} and {@code --version}. */
@Command(mixinStandardHelpOptions = true, versionProvider = WithHelp.Version.class)
abstract class WithHelp {

    /** The version of the jar's manifest, which has it from the pom. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = WithHelp.class.getPackage().getImplementationVersion();
            return new String[] {
                "cco-bridge " + (version == null ? "(not packaged)" : version),
                "Java " + System.getProperty("java.version")
            };
        }
    }
}
