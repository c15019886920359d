package io.ccobridge.cli;

import io.ccobridge.changeorder.Role;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What somebody may do. */
final class RoleOption {

    @Option(
            names = "--role",
            required = true,
            paramLabel = "ROLE",
            converter = Converter.class,
            description = "One of: viewer, project-manager, approver, admin.")
    private Role role;

    String word() {
        return role.word();
    }

    static final class Converter implements ITypeConverter<Role> {
        @Override
        public Role convert(String word) {
            try {
                return Role.of(word);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
