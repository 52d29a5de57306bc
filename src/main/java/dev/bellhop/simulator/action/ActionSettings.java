package dev.bellhop.simulator.action;

import dev.bellhop.simulator.wire.Request;
import java.time.Duration;

/**
 * What to start, and how long to wait for it.
 *
 * @param start the request that starts the work, with the user's headers
 * @param repeatKeys whether the status URL is called with them too
 * @param limit how long the work may take, in the engine's time
 */
public record ActionSettings(Request start, boolean repeatKeys, Duration limit) {}
