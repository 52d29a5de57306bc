package dev.bellhop.connector.parcel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellhop.connector.ConnectorModel;
import dev.bellhop.connector.Credential;
import dev.bellhop.connector.Models;
import dev.bellhop.connector.PublishedSchemas;
import dev.bellhop.connector.parcel.ApiProperties.Flavour;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes with the definition, and the archive of it all. */
class ConnectorPackageTest {

    private static final List<Credential> CREDENTIALS = List.of(
            new Credential.None(),
            new Credential.ApiKey(),
            Models.ENTRA,
            new Credential.OAuth(
                    "https://id.example.org/a", "https://id.example.org/t", List.of("openid"), null, null));

    @ParameterizedTest
    @EnumSource
    void properties_fit_the_published_schema(Flavour flavour) {
        for (Credential credential : CREDENTIALS) {
            PublishedSchemas.assertFits(
                    "paconn-apiProperties.schema.json", ApiProperties.of(Models.with(credential), flavour));
        }
    }

    @Test
    void only_for_publishing_are_owners_named_since_with_them_no_import_could_be_updated() {
        JsonNode imported = ApiProperties.of(Models.usual(), Flavour.IMPORT).get("properties");
        JsonNode published =
                ApiProperties.of(Models.usual(), Flavour.PUBLISHING).get("properties");

        assertThat(imported.has("publisher") || imported.has("stackOwner")).isFalse();
        assertThat(published.get("publisher").asText()).isEqualTo("Example");
        assertThat(published.get("stackOwner").asText()).isEqualTo("Example Ltd");
        assertThat(published.get("iconBrandColor").asText()).isNotIn("#007ee5", "#ffffff");
    }

    @Test
    void pages_are_followed_by_the_operations_that_have_pages() {
        JsonNode policy = ApiProperties.of(Models.usual(), Flavour.IMPORT).at("/properties/policyTemplateInstances/0");

        assertThat(policy.get("templateId").asText()).isEqualTo("updatenextlink");
        assertThat(policy.at("/parameters/x-ms-apimTemplate-operationName"))
                .extracting(JsonNode::asText)
                .containsExactly("ListFiles", "ListEvents");
    }

    @Test
    void makers_sign_in_with_entra_for_tokens_of_this_service() {
        JsonNode settings = ApiProperties.of(Models.with(Models.ENTRA), Flavour.IMPORT)
                .at("/properties/connectionParameters/token/oAuthSettings");

        assertThat(settings.get("identityProvider").asText()).isEqualTo("aad");
        assertThat(settings.get("clientId").asText()).isEqualTo("c1");
        assertThat(settings.at("/customParameters/resourceUri/value").asText()).isEqualTo("api://bellhop");
        assertThat(settings.at("/customParameters/tenantId/value").asText()).isEqualTo("t");
        assertThat(settings.has("clientSecret")).isFalse();
    }

    @Test
    void the_readme_has_the_chapters_and_every_operation_that_makers_see() {
        String readme = text("readme.md");

        assertThat(readme.lines().filter(line -> line.startsWith("## ")))
                .containsExactly(
                        "## Publisher: Example",
                        "## Prerequisites",
                        "## Supported Operations",
                        "## Obtaining Credentials",
                        "## Known Issues and Limitations",
                        "## Deployment Instructions");
        assertThat(readme)
                .startsWith("# Bellhop\n")
                .contains("### When a file arrives in Inbox\n", "### List files, answered at once\n")
                .doesNotContain("### List sources");
    }

    @Test
    void the_archive_holds_the_files_and_no_time() throws IOException {
        byte[] zip = zip(Models.usual());
        Map<String, byte[]> found = new HashMap<>();
        try (ZipInputStream archive = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                assertThat(entry.getTimeLocal()).isEqualTo(LocalDateTime.of(1980, 2, 1, 0, 0));
                found.put(entry.getName(), archive.readAllBytes());
            }
        }

        assertThat(found)
                .containsOnlyKeys(
                        "apiDefinition.swagger.json",
                        "apiProperties.json",
                        "icon.png",
                        "publishing/apiProperties.json",
                        "readme.md",
                        "settings.json");
        ConnectorPackage.files(Models.usual())
                .forEach((name, bytes) -> assertThat(found.get(name)).as(name).isEqualTo(bytes));
    }

    @Test
    void the_same_configuration_gives_the_same_archive_wherever_it_is_made() {
        byte[] here = zip(Models.usual());
        TimeZone zone = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
            assertThat(zip(Models.usual())).isEqualTo(here);
        } finally {
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void the_icon_is_a_picture_that_importers_take() {
        byte[] icon = ConnectorPackage.icon();
        assertThat(icon).hasSizeLessThan(1_000_000).startsWith(0x89, 'P', 'N', 'G');
        int width = (icon[18] & 0xff) << 8 | icon[19] & 0xff;
        int height = (icon[22] & 0xff) << 8 | icon[23] & 0xff;
        assertThat(width).isEqualTo(height).isBetween(100, 230);
    }

    private static byte[] zip(ConnectorModel model) {
        return ConnectorPackage.zip(ConnectorPackage.files(model));
    }

    private static String text(String name) {
        return new String(ConnectorPackage.files(Models.usual()).get(name), StandardCharsets.UTF_8);
    }
}
