package dev.bellhop.connector.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/** JSON as Bicep writes it. */
final class Bicep {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private Bicep() {}

    /** Writes a value; its first line goes on where the text ends. */
    static void write(JsonNode node, String indent, StringBuilder text) {
        String inner = indent + "  ";
        if (node.isObject()) {
            text.append('{');
            node.properties().forEach(member -> {
                text.append('\n').append(inner).append(key(member.getKey())).append(": ");
                write(member.getValue(), inner, text);
            });
            text.append(node.isEmpty() ? "}" : "\n" + indent + '}');
        } else if (node.isArray()) {
            text.append('[');
            node.forEach(element -> {
                text.append('\n').append(inner);
                write(element, inner, text);
            });
            text.append(node.isEmpty() ? "]" : "\n" + indent + ']');
        } else if (node.isTextual()) {
            text.append(text(node.asText()));
        } else {
            text.append(node);
        }
    }

    /** A text, with nothing in it that would be read as an expression. */
    static String text(String text) {
        StringBuilder quoted = new StringBuilder("'");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> quoted.append("\\\\");
                case '\'' -> quoted.append("\\'");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                case '$' -> quoted.append(text.startsWith("${", i) ? "\\$" : "$");
                default -> quoted.append(c);
            }
        }
        return quoted.append('\'').toString();
    }

    private static String key(String name) {
        return NAME.matcher(name).matches() ? name : text(name);
    }
}
