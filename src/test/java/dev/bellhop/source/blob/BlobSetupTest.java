package dev.bellhop.source.blob;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What would not work is refused at the start, with the key to set, and without a secret. */
class BlobSetupTest {

    private static final String KEY = "Y2FuYXJ5LWtleQ==";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            quoteCharacter = '`',
            value = {
                "azblob://acc/box | - | - | - | - | s.blob.connection-string is missing: set it, or s.blob.account-key",
                "azblob://acc/box | - | KEY | sig=canary | - | s.blob.account-key and s.blob.sas-token are set: keep one",
                "azblob://acc/box | - | canary! | - | - | s.blob.account-key: the key is not in base64",
                "azblob://acc/box | - | - | canary | - | s.blob.sas-token: is no SAS token",
                "azblob://acc/box | - | - | https://h/?sig=canary | - | s.blob.sas-token: is no SAS token",
                "azblob://acc/box | canary | - | - | - | s.blob.connection-string: is no connection string",
                "azblob://acc/box | AccountName=acc | - | - | - | s.blob.connection-string: is no connection string",
                "azblob://acc/box | AccountName=other;AccountKey=KEY | - | - | - | s.blob.connection-string: is of the account other, but s.directory names acc",
                "azblob://acc/box | AccountName=acc;AccountKey=canary! | - | - | - | s.blob.connection-string: the key is not in base64",
                "azblob://acc/box | AccountName=acc;AccountKey=KEY;BlobEndpoint=x | - | - | - | s.blob.connection-string: the endpoint must be an address",
                "azblob://acc/box | - | KEY | - | https://h/?sig=canary | s.blob.endpoint: the endpoint must be an address",
                "azblob://acc/box | - | KEY | - | https://u:canary@h | s.blob.endpoint: the endpoint must be an address",
                "azblob://acc/box | - | KEY | - | ftp://h | s.blob.endpoint: the endpoint must be an address",
                "azblob://acc/box | - | KEY | - | https://a b | s.blob.endpoint: the endpoint is no address",
                "azblob://acc/box | - | - | sig=canary | http://h | s.blob.endpoint: a SAS token is sent as it is",
                "azblob://acc | - | KEY | - | - | s.directory: must name the account, the container",
                "azblob:///box | - | KEY | - | - | s.directory: must name the account, the container",
                "azblob://acc:1/box | - | KEY | - | - | s.directory: must name the account, the container",
                "azblob://acc/Box | - | KEY | - | - | s.directory: there can be no container Box",
                "azblob://acc/b--x | - | KEY | - | - | s.directory: there can be no container b--x",
                "azblob://acc/box?x | - | KEY | - | - | s.directory: must end with the folder",
                "azblob://acc/box/../a | - | KEY | - | - | s.directory: no name in it may be '.' or '..'",
            })
    void a_problem_names_the_key_and_what_to_do(
            URI uri, String connectionString, String accountKey, String sas, String endpoint, String expected) {
        BlobSettings settings = new BlobSettings(
                Optional.ofNullable(connectionString).map(text -> text.replace("KEY", KEY)),
                Optional.ofNullable(accountKey).map(text -> text.replace("KEY", KEY)),
                Optional.ofNullable(sas),
                Optional.ofNullable(endpoint),
                Duration.ofSeconds(1));
        assertThat(((BlobSetup.Wrong) BlobSetup.read("s", uri, settings, () -> 0)).problems())
                .singleElement()
                .asString()
                .startsWith(expected)
                .doesNotContain("canary", KEY);
    }

    @Test
    void a_time_out_has_limits() {
        for (Duration timeout : List.of(Duration.ofMillis(999), Duration.ofSeconds(301))) {
            BlobSettings settings = BlobSettings.ofKey("https://h", KEY).withTimeout(timeout);
            assertThat(BlobSetup.read("s", URI.create("azblob://acc/box"), settings, () -> 0))
                    .isEqualTo(new BlobSetup.Wrong(List.of("s.blob.timeout=" + timeout + ": must be 1s to 5m")));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "DefaultEndpointsProtocol=https;AccountName=acc;AccountKey=KEY;EndpointSuffix=core.windows.net | - | https://acc.blob.core.windows.net",
                "AccountName=acc;AccountKey=KEY | - | https://acc.blob.core.windows.net",
                "BlobEndpoint=http://127.0.0.1:10000/acc;AccountName=acc;AccountKey=KEY; | - | http://127.0.0.1:10000/acc",
                "BlobEndpoint=https://acc.blob.core.chinacloudapi.cn/;SharedAccessSignature=?sv=1&sig=a%3D | - | https://acc.blob.core.chinacloudapi.cn",
                "AccountName=acc;AccountKey=KEY | https://acc.privatelink.example.org/ | https://acc.privatelink.example.org",
            })
    void where_the_account_answers_is_known_from_what_is_set(String text, String endpoint, URI expected)
            throws IOException {
        BlobSettings settings = new BlobSettings(
                Optional.of(text.replace("KEY", KEY)),
                Optional.empty(),
                Optional.empty(),
                Optional.ofNullable(endpoint),
                Duration.ofSeconds(1));
        try (BlobFolderSystem system =
                (BlobFolderSystem) settings.folder("acc/box", () -> 0).getFileSystem()) {
            assertThat(system.access().endpoint()).isEqualTo(expected);
        }
    }

    @Test
    void a_folder_is_shown_without_its_credential_and_asks_for_nothing() throws IOException {
        Path folder = BlobSettings.ofSas("https://h", "sv=1&sig=canary").folder("acc/box/a%20b/", () -> 0);
        assertThat(folder.toUri()).hasToString("azblob://acc/box/a%20b");
        assertThat(folder.resolve("c d").toUri()).hasToString("azblob://acc/box/a%20b/c%20d");
        BlobAccess access = ((BlobFolderSystem) folder.getFileSystem()).access();
        assertThat(access.toString() + access.credential() + access.connectionString())
                .doesNotContain("canary");
        folder.getFileSystem().close();
    }
}
