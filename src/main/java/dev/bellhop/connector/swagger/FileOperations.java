package dev.bellhop.connector.swagger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellhop.connector.Trees;

/** The files of folders: listing, reading, writing. */
final class FileOperations {

    static final String LIST = "ListFiles";

    private static final String KIND = "directory";

    private FileOperations() {}

    static ObjectNode all() {
        ObjectNode paths = Trees.object();
        paths.putObject("/sources/{source}/files").set("get", list());
        ObjectNode content = paths.putObject("/sources/{source}/files/{path}");
        content.set("get", read());
        content.set("put", write());
        return paths;
    }

    private static ObjectNode list() {
        ObjectNode list = Nodes.withParameters(
                Nodes.operation(
                        LIST,
                        "Get the files of a folder",
                        "Answers the files that a folder holds now, in the order of their paths, page by page."),
                Nodes.source("The source whose folder is listed.", KIND),
                Nodes.query("prefix", "string", "Prefix", "Only files whose path begins with this, such as 2026/."),
                Nodes.advanced(
                        Nodes.query("limit", "integer", "Page size", "Most files of one page: 100 if left empty.")
                                .put("minimum", 1)
                                .put("maximum", 1_000)),
                Nodes.query("cursor", "string", "Cursor", "Where the next page begins; the engine keeps it.")
                        .put("x-ms-visibility", "internal"));
        list.putObject("x-ms-pageable").put("nextLinkName", "nextLink");
        return Nodes.responses(list, "200", Nodes.response("A page of files.", Nodes.page(file(), "Files")));
    }

    private static ObjectNode read() {
        ObjectNode read = Nodes.withParameters(
                Nodes.operation(
                        "ReadFile",
                        "Get the content of a file",
                        "Answers the content of a file as it is now; of a large file in parts, which the engine puts"
                                + " together."),
                Nodes.source("The source whose folder has the file.", KIND),
                path("Path of the file below the folder, such as 2026/a.pdf."));
        read.putObject("x-ms-capabilities").put("chunkTransfer", true);
        ObjectNode content = Trees.object().put("type", "string").put("format", "binary");
        return Nodes.responses(read, "200", Nodes.response("The content.", content.put("x-ms-summary", "Content")));
    }

    private static ObjectNode write() {
        ObjectNode content = Trees.object()
                .put("type", "string")
                .put("format", "binary")
                .put("x-ms-summary", "Content")
                .put("description", "What the file shall hold.");
        ObjectNode write = Nodes.withParameters(
                Nodes.operation(
                        "WriteFile",
                        "Write the content of a file",
                        "Writes a file, or replaces the one that is there; nobody sees a part of it before all is"
                                + " written."),
                Nodes.source("The source whose folder gets the file.", KIND),
                path("Path of the file below the folder, such as 2026/a.pdf; missing folders are made."),
                Nodes.body(true, content));
        write.putObject("x-ms-capabilities").put("chunkTransfer", true);
        // Of the types that certification knows this is the one under which engines send bytes as they are.
        write.set("consumes", Trees.texts("text/plain"));
        Nodes.responses(write, "201", Nodes.response("The file is there.", file()));
        return Nodes.responses(write, "200", Nodes.response("The file that was there is replaced."));
    }

    private static ObjectNode path(String description) {
        return Nodes.path("path", "Path", description);
    }

    private static ObjectNode file() {
        return Nodes.reference("File");
    }

    /** What is told of a file. */
    static ObjectNode definition() {
        ObjectNode file = Trees.object().put("type", "object");
        ObjectNode properties = file.putObject("properties");
        properties.set("path", Nodes.property("string", "Path", "Path below the folder."));
        properties.set("name", Nodes.property("string", "Name", "Name without its folders."));
        properties.set(
                "size", Nodes.property("integer", "Size", "Size in bytes.").put("format", "int64"));
        properties.set("contentType", Nodes.property("string", "Content type", "Media type, guessed from the name."));
        properties.set(
                "lastModified",
                Nodes.property("string", "Last modified", "When it was changed last.")
                        .put("format", "date-time"));
        properties.set("etag", Nodes.property("string", "ETag", "Names this version of the content."));
        properties.set(
                "contentUrl",
                Nodes.property("string", "Content URL", "Where exactly this content can be read.")
                        .put("format", "uri"));
        file.set("required", Trees.texts("path", "name", "size", "contentType", "lastModified", "etag", "contentUrl"));
        return file;
    }
}
