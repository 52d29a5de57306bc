package dev.bellhop.access;

import java.util.List;
import java.util.Set;

/** Who makes a request. */
public sealed interface Caller {

    /** How the full name of the holder of a token begins. */
    String BEARER = "bearer:";

    /** What callers without a name are called in the audit, so that no key may be: anybody, the URL of a subscription. */
    Set<String> NAMELESS = Set.of("local", "token", "-");

    /** Whether a key of this name would pass for another caller. */
    static boolean isTaken(String name) {
        return NAMELESS.contains(name) || name.startsWith(BEARER);
    }

    /** Whether the caller may do this with the source. */
    boolean may(Right right, String source);

    /** Whether the caller may do this with everything. */
    boolean may(Right right);

    /** Whether the caller may do this with something at least. */
    boolean has(Right right);

    /** Anybody on this machine, in local mode. */
    record Local() implements Caller {
        @Override
        public boolean may(Right right, String source) {
            return true;
        }

        @Override
        public boolean has(Right right) {
            return true;
        }

        @Override
        public boolean may(Right right) {
            return true;
        }
    }

    /** Somebody without a credential. */
    record Anonymous() implements Caller {
        @Override
        public boolean may(Right right, String source) {
            return false;
        }

        @Override
        public boolean has(Right right) {
            return false;
        }

        @Override
        public boolean may(Right right) {
            return false;
        }
    }

    /**
     * The holder of an API key.
     *
     * @param sources those it is limited to; empty means all
     */
    record KeyHolder(String name, Set<Right> rights, Set<String> sources) implements Caller {
        @Override
        public boolean may(Right right, String source) {
            return rights.contains(right) && (sources.isEmpty() || sources.contains(source));
        }

        @Override
        public boolean has(Right right) {
            return rights.contains(right);
        }

        @Override
        public boolean may(Right right) {
            return rights.contains(right) && sources.isEmpty();
        }
    }

    /**
     * The holder of a bearer token.
     *
     * @param name stable, no secret, and of no other holder
     * @param grants what its roles allow; they add up
     */
    record TokenHolder(String name, List<Grant> grants) implements Caller {

        /** What it is called beside keys: issuers give out names, too, and one may be that of a key. */
        public String fullName() {
            return BEARER + name;
        }

        @Override
        public boolean may(Right right, String source) {
            return grants.stream()
                    .anyMatch(grant -> grant.rights().contains(right)
                            && (grant.sources().isEmpty() || grant.sources().contains(source)));
        }

        @Override
        public boolean has(Right right) {
            return grants.stream().anyMatch(grant -> grant.rights().contains(right));
        }

        @Override
        public boolean may(Right right) {
            return grants.stream()
                    .anyMatch(grant ->
                            grant.rights().contains(right) && grant.sources().isEmpty());
        }
    }

    /**
     * Rights that go together.
     *
     * @param sources those they are limited to; empty means all
     */
    record Grant(Set<Right> rights, Set<String> sources) {}
}
