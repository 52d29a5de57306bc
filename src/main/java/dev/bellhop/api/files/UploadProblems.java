package dev.bellhop.api.files;

import dev.bellhop.api.edge.Problem;
import java.util.Map;

/** What can be wrong with uploads in parts, besides what can be wrong with any upload. */
public final class UploadProblems {

    private UploadProblems() {}

    public static Problem malformedPart(String header, String wanted) {
        return new Problem(
                Problem.TYPES + "malformed-part",
                400,
                "Malformed part",
                "The header " + header + ' ' + wanted + ". Nothing was kept of this request.",
                Map.of("header", header));
    }

    public static Problem unknownUpload(String path) {
        return new Problem(
                Problem.TYPES + "unknown-upload",
                404,
                "Unknown upload",
                "There is no such upload, or nothing came of it for a day; or this is not the URL that it was begun with."
                        + " Begin anew with a PUT.",
                Map.of("path", path));
    }

    public static Problem partOutOfOrder(long bytes) {
        return new Problem(
                Problem.TYPES + "part-out-of-order",
                409,
                "Part out of order",
                "There are " + bytes
                        + " bytes so far, and parts come one after the other: send the one that begins with" + " byte "
                        + bytes + " (counted from 0).",
                Map.of("next", bytes));
    }

    public static Problem partUnderWay() {
        return new Problem(
                Problem.TYPES + "part-under-way",
                409,
                "Part under way",
                "Another part of this upload is being received. Send them one after the other.",
                Map.of());
    }

    public static Problem wholeOnly(String source) {
        return new Problem(
                Problem.TYPES + "whole-files-only",
                409,
                "Whole files only",
                "The folder of the source " + source
                        + " takes files only as a whole. Send the file in the body of one PUT"
                        + " (turn off chunking in the settings of the action).",
                Map.of());
    }
}
