package dev.bellhop.api;

import dev.bellhop.source.Source;

/** JSON Schemas of the data of events. */
public final class DataSchemas {

    /** Events that others publish carry any data. */
    static final String ANYTHING = "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\"}";

    static final String FILE = """
            {"$schema":"https://json-schema.org/draft/2020-12/schema",
             "type":"object",
             "required":["path","name","size","contentType","lastModified","etag","contentUrl"],
             "properties":{
              "path":{"type":"string","title":"Path","description":"Path below the watched folder"},
              "name":{"type":"string","title":"Name","description":"File name without its folders"},
              "previousPath":{"type":"string","title":"Previous path",
               "description":"Path that a renamed file had before; only in dev.bellhop.file.renamed"},
              "size":{"type":"integer","title":"Size","description":"Size in bytes"},
              "contentType":{"type":"string","title":"Content type","description":"Media type, guessed from the name"},
              "lastModified":{"type":"string","format":"date-time","title":"Last modified",
               "description":"Modification time as the file system has it"},
              "etag":{"type":"string","title":"ETag","description":"Names this version of the content"},
              "contentUrl":{"type":"string","format":"uri","title":"Content URL",
               "description":"Where exactly this content can be read"},
              "content":{"type":"object","title":"Content",
               "description":"The content itself, if the source puts files of this size into events",
               "properties":{
                "$content-type":{"type":"string","title":"Media type"},
                "$content":{"type":"string","format":"byte","title":"Base64"}}}}}""";

    static final String STATE = """
            {"$schema":"https://json-schema.org/draft/2020-12/schema",
             "type":"object",
             "required":["subscription","source","state","callbackHost","at"],
             "properties":{
              "subscription":{"type":"string","title":"Subscription","description":"Id of the subscription"},
              "source":{"type":"string","title":"Source","description":"What it subscribes to"},
              "state":{"type":"string","title":"State","enum":["active","failing","paused","ended"]},
              "reason":{"type":"string","title":"Reason","description":"Why it is in this state; not there if active"},
              "callbackHost":{"type":"string","title":"Callback host"},
              "at":{"type":"string","format":"date-time","title":"At","description":"Since when"}}}""";

    private DataSchemas() {}

    /** What the data of the source's events looks like. */
    public static String of(Source source) {
        return switch (source) {
            case Source.Directory directory -> FILE;
            case Source.Pushed pushed -> ANYTHING;
            case Source.Notices notices -> STATE;
        };
    }
}
