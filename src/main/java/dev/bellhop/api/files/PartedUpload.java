package dev.bellhop.api.files;

import dev.bellhop.access.Vault;
import dev.bellhop.api.body.Conditions;
import dev.bellhop.api.body.Urls;
import dev.bellhop.api.edge.PublicUrl;
import dev.bellhop.source.Source;
import dev.bellhop.source.content.FileUploads;
import dev.bellhop.source.content.PartResult;
import dev.bellhop.source.content.PartedUploads;
import dev.bellhop.source.content.PartedUploads.Part;
import dev.bellhop.source.content.PartedUploads.Upload;
import dev.bellhop.source.content.UploadResult;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Uploads in parts, as Logic Apps sends them (documentation of Azure Logic Apps, "Handle large messages with chunking").
 *
 * <p>A {@code PUT} without a body tells the length, and is answered with a {@code Location} that takes the parts. All that
 * there is to know of an upload stands in that URL, and its token is the right to send them.
 */
@Singleton
final class PartedUpload {

    static final String MODE = "x-ms-transfer-mode";
    static final String LENGTH = "x-ms-content-length";
    static final String PART_SIZE = "x-ms-chunk-size";

    /** Bytes of a part that are proposed: reverse proxies take no bodies of any size. */
    static final int PART_BYTES = 8 * 1024 * 1024;

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    /** As Logic Apps writes it, and as RFC 9110 does. */
    private static final Pattern RANGE = Pattern.compile("(?i:bytes)[ =]([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18})");

    private final PartedUploads uploads;
    private final Vault vault;
    private final PublicUrl publicUrl;
    private final UploadAnswers answers;

    PartedUpload(PartedUploads uploads, FileUploads whole, Vault vault, PublicUrl publicUrl) {
        this.uploads = uploads;
        this.vault = vault;
        this.publicUrl = publicUrl;
        this.answers = new UploadAnswers(whole.bytesMax(), publicUrl);
    }

    /** Whether the body of a request that writes a file is to come in parts. */
    static boolean isWanted(HttpServerRequest request) {
        return "chunked".equalsIgnoreCase(request.getHeader(MODE));
    }

    Response begin(Source.Directory source, String path, HttpServerRequest request) throws IOException {
        long length = length(request);
        Conditions conditions = new Conditions(request);
        PartResult result = uploads.begin(new Upload(source.folder(), path, conditions::allowReplacing, length));
        if (!(result instanceof PartResult.Begun(String id))) {
            return answer(result, source, path, conditions, request);
        }
        String url = url(source.name(), path, id, length, conditions);
        return Response.ok()
                .header(
                        HttpHeaders.LOCATION,
                        publicUrl.of(request) + url + "&token="
                                + vault.token(thing(url)).reveal())
                .header(PART_SIZE, PART_BYTES)
                .build();
    }

    /** Passes whoever has the URL that an upload was begun with. */
    void assureToken(String source, String path, HttpServerRequest request) {
        String url = url(source, path, id(request), number(request.getParam("length")), conditions(request));
        String token = Objects.requireNonNullElse(request.getParam("token"), "");
        if (!vault.isToken(thing(url), token)) {
            throw UploadProblems.unknownUpload(path).stop();
        }
    }

    private static String id(HttpServerRequest request) {
        return Objects.requireNonNullElse(request.getParam("upload"), "");
    }

    private static Conditions conditions(HttpServerRequest request) {
        return Conditions.of(texts(request.getParam("if-match")), texts(request.getParam("if-none-match")));
    }

    /** The next part, of somebody who has the token. */
    Response append(Source.Directory source, String path, InputStream body, HttpServerRequest request)
            throws IOException {
        long length = number(request.getParam("length"));
        Conditions conditions = conditions(request);
        Upload upload = new Upload(source.folder(), path, conditions::allowReplacing, length);
        PartResult result = uploads.append(upload, id(request), part(request, length, body));
        return answer(result, source, path, conditions, request);
    }

    private Response answer(
            PartResult result, Source.Directory source, String path, Conditions conditions, HttpServerRequest request) {
        return switch (result) {
            case PartResult.Kept(long bytes) ->
                Response.ok()
                        .header("Range", "bytes=0-" + (bytes - 1))
                        .header(PART_SIZE, PART_BYTES)
                        .build();
            case PartResult.Ended(UploadResult.BrokenOff no) ->
                throw UploadProblems.malformedPart(
                                "Content-Range", "must name as many bytes as the body has, and it had fewer or more")
                        .stop();
            case PartResult.Ended(var ended) -> {
                Response.ResponseBuilder response =
                        answers.of(ended, source.name(), path, conditions.onlyNew(), request);
                yield response.status(200).build();
            }
            case PartResult.Gap(long bytes) ->
                throw UploadProblems.partOutOfOrder(bytes).stop();
            case PartResult.UnderWay no -> throw UploadProblems.partUnderWay().stop();
            case PartResult.Unknown no ->
                throw UploadProblems.unknownUpload(path).stop();
            case PartResult.WholeOnly no ->
                throw UploadProblems.wholeOnly(source.name()).stop();
            case PartResult.Begun begun -> throw new IllegalStateException("A part begins nothing");
        };
    }

    private static long length(HttpServerRequest request) {
        long length = number(request.getHeader(LENGTH));
        if (length < 1) {
            throw UploadProblems.malformedPart(LENGTH, "must be the number of bytes of the whole file, 1 or more")
                    .stop();
        }
        return length;
    }

    private static Part part(HttpServerRequest request, long length, InputStream body) {
        Matcher range = RANGE.matcher(Objects.requireNonNullElse(request.getHeader("Content-Range"), "")
                .strip());
        if (!range.matches()) {
            throw UploadProblems.malformedPart(
                            "Content-Range", "must say which bytes these are, such as bytes=0-1023/10100")
                    .stop();
        }
        long first = Long.parseLong(range.group(1));
        long last = Long.parseLong(range.group(2));
        if (first > last || last >= length || Long.parseLong(range.group(3)) != length) {
            throw UploadProblems.malformedPart(
                            "Content-Range", "must be about some of the " + length + " bytes that were announced")
                    .stop();
        }
        return new Part(first, last, body);
    }

    /** All that is to be known of the upload, always written the same way. */
    private static String url(String source, String path, String id, long length, Conditions conditions) {
        return FileView.urlPath(source, path) + "?upload=" + Urls.encode(id) + "&length=" + length
                + tags("&if-match=", conditions.match()) + tags("&if-none-match=", conditions.noneMatch());
    }

    private static String tags(String name, List<String> tags) {
        return tags.isEmpty() ? "" : name + Urls.encode(String.join(",", tags));
    }

    private static List<String> texts(@Nullable String parameter) {
        return parameter == null ? List.of() : List.of(parameter.split(","));
    }

    private static long number(@Nullable String text) {
        return text != null && NUMBER.matcher(text).matches() ? Long.parseLong(text) : -1;
    }

    private static String thing(String url) {
        return "upload" + url;
    }
}
