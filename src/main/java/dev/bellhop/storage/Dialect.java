package dev.bellhop.storage;

/** What differs between the databases. Everything else is one SQL for both. */
public interface Dialect {

    /** Turns the {@code ?} of a statement into the placeholders of the database. */
    String placeholders(String sql);

    /** A sub-select of the strings of the JSON array that is bound to the next placeholder. */
    String stringsOf(String placeholder);

    /** A table of the members of the JSON object of strings that is bound to the next placeholder: key and value. */
    String membersOf(String placeholder);

    /** Whether the database refused what a statement says, so that saying it again is in vain. */
    boolean isRefusal(Throwable failure);

    /** Ends a {@code SELECT} whose rows must not change until the transaction ends. */
    String forUpdate();

    /** As {@link #forUpdate}, but passes over rows that another transaction has locked, instead of waiting for it. */
    String forUpdateOfFree();
}
