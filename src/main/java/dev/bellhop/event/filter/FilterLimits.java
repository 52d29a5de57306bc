package dev.bellhop.event.filter;

/**
 * What keeps a filter small and its evaluation cheap, whoever wrote the filter and whoever published the event.
 *
 * <p>They are constants, because a filter that was accepted once must stay acceptable after a restart.
 */
public final class FilterLimits {

    /** Characters of a filter, as it was given and in its canonical form. */
    public static final int TEXT_LENGTH_MAX = 4_096;

    /** Parentheses, NOTs and functions around one another. */
    public static final int DEPTH_MAX = 50;

    /** Conditions and values, without those in the lists of IN. */
    public static final int NODES_MAX = 500;

    public static final int IN_LIST_MAX = 200;

    /** Characters of a LIKE pattern, each escaped one counted once. */
    public static final int LIKE_PATTERN_MAX = 255;

    /** Names and indexes after {@code data}. */
    public static final int PATH_STEPS_MAX = 20;

    public static final int PATH_INDEX_MAX = 9_999;

    /** Characters of a number, in a filter or in a text that is read as a number. */
    public static final int NUMBER_LENGTH_MAX = 40;

    /** Characters of a text in an event; a longer one exists, but nothing can be said about it. */
    public static final int VALUE_LENGTH_MAX = 65_536;

    /** Characters of a number in an event; a longer one exists, but nothing can be said about it. */
    public static final int DATA_NUMBER_LENGTH_MAX = 1_000;

    private FilterLimits() {}
}
