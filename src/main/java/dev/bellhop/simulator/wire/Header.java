package dev.bellhop.simulator.wire;

/** One header line. */
public record Header(String name, String value) {

    boolean isNamed(String other) {
        return name.equalsIgnoreCase(other);
    }
}
