package dev.bellhop.simulator;

import java.time.Duration;

/** The engines, where they differ. Figures: limits pages of Azure Logic Apps and Power Automate. */
public enum Dialect {
    /** Azure Logic Apps: repeats the headers of the first call on status URLs. */
    LOGIC_APPS("logic-apps", Duration.ofSeconds(1), true, RetryPolicy.LOGIC_APPS),
    /** Power Automate, plans of medium and high performance: calls status URLs without the headers of the first call. */
    POWER_AUTOMATE("power-automate", Duration.ofMinutes(1), false, RetryPolicy.POWER_AUTOMATE);

    /** An array is split into at most so many runs, once the trigger's concurrency is limited, which cannot be undone; 100,000 before. */
    public static final int SPLIT_ON_MAX_CONCURRENT = 100;

    private final String text;
    private final Duration recurrenceMin;
    private final boolean repeatsHeaders;
    private final RetryPolicy retryPolicy;

    Dialect(String text, Duration recurrenceMin, boolean repeatsHeaders, RetryPolicy retryPolicy) {
        this.text = text;
        this.recurrenceMin = recurrenceMin;
        this.repeatsHeaders = repeatsHeaders;
        this.retryPolicy = retryPolicy;
    }

    /** The shortest recurrence that a trigger may have. */
    public Duration recurrenceMin() {
        return recurrenceMin;
    }

    /** Whether a status URL is called with the key that the work was started with (Azure/logicapps#611). */
    public boolean repeatsHeaders() {
        return repeatsHeaders;
    }

    public RetryPolicy retryPolicy() {
        return retryPolicy;
    }

    /**
     * The path and query of a callback URL, before its signature.
     *
     * @param place what in the workflow is called, such as {@code triggers/When_something_arrives}
     * @param end what is done there, such as {@code paths/invoke}
     */
    String callbackTarget(String workflow, String place, String end) {
        String permission = "%2F" + place.replace("/", "%2F") + "%2Frun";
        String below = workflow + '/' + place + '/' + end;
        return switch (this) {
            case LOGIC_APPS -> "/workflows/" + below + "?api-version=2016-06-01&sp=" + permission + "&sv=1.0";
            case POWER_AUTOMATE ->
                "/powerautomate/automations/direct/workflows/" + below + "?api-version=1&sp=" + permission + "&sv=1.0";
        };
    }

    String userAgent(String workflow, String version) {
        String engine = "azure-logic-apps/1.0 (workflow " + workflow + "; version " + version + ")";
        return this == POWER_AUTOMATE ? engine + " microsoft-flow/1.0" : engine;
    }

    @Override
    public String toString() {
        return text;
    }
}
