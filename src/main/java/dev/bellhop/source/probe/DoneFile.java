package dev.bellhop.source.probe;

import java.util.Optional;

/**
 * The name of the marker that says a file is complete, made of the file's own name: {@code before} and {@code after}
 * stand around it.
 *
 * @param part what stands between them
 */
public record DoneFile(String before, Part part, String after) {

    /** What of a file's name is in the name of its marker. */
    public enum Part {
        /** All of it. */
        NAME("{name}"),
        /** All but its last extension. */
        STEM("{stem}"),
        /** Nothing: one marker for all files of a folder. */
        NONE("");

        private final String placeholder;

        Part(String placeholder) {
            this.placeholder = placeholder;
        }
    }

    /** Why the text is no template; empty if it is one. */
    public static Optional<String> problem(String template) {
        DoneFile parsed = of(template);
        String fixed = parsed.before + parsed.after;
        if (fixed.isBlank()) {
            return Optional.of("it must have more than a placeholder, such as {name}.done");
        }
        if (fixed.contains("{") || fixed.contains("}")) {
            return Optional.of("it must have one placeholder at most, {name} or {stem}");
        }
        return fixed.contains("/") || fixed.contains("\\")
                ? Optional.of("the marker must be in the folder of the file, so it must have no slash")
                : Optional.empty();
    }

    /** Must be a template, see {@link #problem}. */
    public static DoneFile of(String template) {
        for (Part part : new Part[] {Part.NAME, Part.STEM}) {
            int at = template.indexOf(part.placeholder);
            if (at >= 0) {
                return new DoneFile(
                        template.substring(0, at), part, template.substring(at + part.placeholder.length()));
            }
        }
        return new DoneFile(template, Part.NONE, "");
    }

    /** The name of the marker of a file. */
    public String markerOf(String name) {
        int dot = name.lastIndexOf('.');
        return switch (part) {
            case NAME -> before + name + after;
            // A name that begins with its only dot has no extension.
            case STEM -> before + (dot > 0 ? name.substring(0, dot) : name) + after;
            case NONE -> before;
        };
    }

    /** Whether the name is that of a marker, whether or not there is a file to it. */
    public boolean isMarker(String name) {
        return switch (part) {
            case NAME, STEM ->
                name.length() > before.length() + after.length() && name.startsWith(before) && name.endsWith(after);
            case NONE -> name.equals(before);
        };
    }
}
