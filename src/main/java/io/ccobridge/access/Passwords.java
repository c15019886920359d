package io.ccobridge.access;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import java.security.SecureRandom;

/** Passwords as they are kept: bcrypt, of the whole password whatever its length. */
final class Passwords {

    private static final int COST = 10;
    private static final BCrypt.Version VERSION = BCrypt.Version.VERSION_2A;

    /** No password has this hash. */
    static final String NONE = "!";

    /** Of a password that was thrown away. */
    private static final String NOBODYS =
            "$2a$10$Jo6bHFpsTb4Sfg6cgZXeoe/5X2f3YfQ7Lk1oXNU9FQ9Rl8XJ8x/E6";

    // bcrypt looks at 72 bytes; a longer password counts whole by way of SHA-512
    private final BCrypt.Hasher hasher;
    private final BCrypt.Verifyer verifier =
            BCrypt.verifyer(VERSION, LongPasswordStrategies.hashSha512(VERSION));

    Passwords(SecureRandom random) {
        this.hasher = BCrypt.with(VERSION, random, LongPasswordStrategies.hashSha512(VERSION));
    }

    String hash(String password) {
        return hasher.hashToString(COST, password.toCharArray());
    }

    /**
     * Whether it is the password of that hash. It takes as long where there is none, so that nobody
     * can tell by the time which names there are, or which sign in without a password.
     *
     * @param hash null: of nobody
     */
    boolean right(String password, String hash) {
        boolean none = hash == null || hash.equals(NONE);
        boolean same =
                verifier.verify(password.toCharArray(), (none ? NOBODYS : hash).toCharArray())
                        .verified;
        return same && !none;
    }
}
