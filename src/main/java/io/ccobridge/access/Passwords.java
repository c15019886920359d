package io.ccobridge.access;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import java.security.SecureRandom;

/** Passwords as they are kept: bcrypt, of the whole password whatever its length. */
final class Passwords {

    /** Each more takes twice as long, for a guess as well. */
    static final int COST = 10;

    private static final BCrypt.Version VERSION = BCrypt.Version.VERSION_2A;

    /** No password has this hash. */
    static final String NONE = "!";

    /** Of a password that was thrown away; after the cost. */
    private static final String NOBODYS =
            "$2a$%02d$Jo6bHFpsTb4Sfg6cgZXeoe/5X2f3YfQ7Lk1oXNU9FQ9Rl8XJ8x/E6";

    // bcrypt looks at 72 bytes; a longer password counts whole by way of SHA-512
    private final BCrypt.Hasher hasher;
    private final BCrypt.Verifyer verifier =
            BCrypt.verifyer(VERSION, LongPasswordStrategies.hashSha512(VERSION));
    private final int cost;
    private final String nobodysHash;

    /**
     * @param cost of bcrypt, from 4 to 31
     */
    Passwords(SecureRandom random, int cost) {
        this.cost = cost;
        this.nobodysHash = NOBODYS.formatted(cost);
        this.hasher = BCrypt.with(VERSION, random, LongPasswordStrategies.hashSha512(VERSION));
    }

    String hash(String password) {
        return hasher.hashToString(cost, password.toCharArray());
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
                verifier.verify(password.toCharArray(), (none ? nobodysHash : hash).toCharArray())
                        .verified;
        return same && !none;
    }
}
