package dev.bellhop.connector.parcel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellhop.connector.ConnectorModel;
import dev.bellhop.connector.Trees;
import dev.bellhop.connector.parcel.ApiProperties.Flavour;
import dev.bellhop.connector.swagger.ApiDefinition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** All files of the connector, and the one file that holds them. */
public final class ConnectorPackage {

    /** Files have no time that anybody should look at; a month earlier it would not fit where archives have it. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private static final String ICON = "/connector/icon.png";

    private ConnectorPackage() {}

    /** The files by name. */
    public static Map<String, byte[]> files(ConnectorModel model) {
        ObjectNode definition = ApiDefinition.of(model);
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("apiDefinition.swagger.json", Trees.bytes(definition));
        files.put("apiProperties.json", Trees.bytes(ApiProperties.of(model, Flavour.IMPORT)));
        files.put("icon.png", icon());
        files.put("publishing/apiProperties.json", Trees.bytes(ApiProperties.of(model, Flavour.PUBLISHING)));
        files.put("readme.md", Readme.of(model, definition).getBytes(StandardCharsets.UTF_8));
        files.put("settings.json", Trees.bytes(settings()));
        return files;
    }

    /** The file {@code connector.zip}. Stored as they are: how well a machine compresses must not change the bytes. */
    public static byte[] zip(Map<String, byte[]> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                byte[] content = file.getValue();
                CRC32 checksum = new CRC32();
                checksum.update(content);
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTimeLocal(TIME);
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(content.length);
                entry.setCrc(checksum.getValue());
                zip.putNextEntry(entry);
                zip.write(content);
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Writing an archive into memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    /** The file {@code icon.png}. */
    public static byte[] icon() {
        try (InputStream icon = ConnectorPackage.class.getResourceAsStream(ICON)) {
            return Objects.requireNonNull(icon, ICON).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("The icon is part of the application", e);
        }
    }

    /** What {@code paconn} reads; it asks for the environment, which is not known here. */
    private static ObjectNode settings() {
        return Trees.object()
                .put("apiProperties", "apiProperties.json")
                .put("apiDefinition", "apiDefinition.swagger.json")
                .put("icon", "icon.png")
                .put("powerAppsApiVersion", "2016-11-01")
                .put("powerAppsUrl", "https://api.powerapps.com");
    }
}
