package dev.bellhop.source.blob;

import dev.bellhop.access.SecretText;
import dev.bellhop.source.blob.BlobAccess.AccountKey;
import dev.bellhop.source.blob.BlobAccess.Credential;
import dev.bellhop.source.blob.BlobAccess.SasToken;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Turns the configuration of a container into a path, or into a list of everything that is wrong with it. */
public final class BlobSetup {

    public static final String SCHEME = BlobFolderSystem.SCHEME;

    static final Duration TIMEOUT_MIN = Duration.ofSeconds(1);
    static final Duration TIMEOUT_MAX = Duration.ofMinutes(5);

    private static final Pattern CONTAINER =
            Pattern.compile("(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*|\\$(root|web|logs|blobchangefeed)");
    private static final Pattern SIGNATURE = Pattern.compile("(.*&)?sig=.+", Pattern.DOTALL);
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final String source;
    private final String key;
    private final BlobConfig config;
    private final List<String> problems = new ArrayList<>();

    private BlobSetup(String source, BlobConfig config) {
        this.source = source;
        this.key = source + ".blob";
        this.config = config;
    }

    /** What a configuration comes to. */
    public sealed interface Outcome {}

    /** The folder. Nothing is connected before it is first read; its file system must be closed. */
    public record Ready(Path folder) implements Outcome {}

    /** Each problem names the key and what to do, and shows no credential. */
    public record Wrong(List<String> problems) implements Outcome {}

    /** What opens the account, and where it answers if that is said with it. */
    private record Opening(Credential credential, Optional<String> endpoint) {}

    /**
     * Reads the configuration.
     *
     * @param source the keys of the source begin with it
     * @param nanos monotonic, see {@link System#nanoTime}
     */
    public static Outcome read(String source, URI uri, BlobConfig config, LongSupplier nanos) {
        BlobSetup setup = new BlobSetup(source, config);
        return setup.read(uri, nanos).<Outcome>map(Ready::new).orElseGet(() -> new Wrong(setup.problems));
    }

    /** Whether anything is set that only a container has. */
    public static boolean isSet(BlobConfig config) {
        return config.connectionString().isPresent()
                || config.accountKey().isPresent()
                || config.sasToken().isPresent()
                || config.endpoint().isPresent();
    }

    private Optional<Path> read(URI uri, LongSupplier nanos) {
        String[] names = Objects.toString(uri.getPath(), "").split("/", 3);
        String account = Objects.toString(uri.getHost(), "");
        String container = names.length < 2 ? "" : names[1];
        uri(uri, account, container);
        if (config.timeout().compareTo(TIMEOUT_MIN) < 0 || config.timeout().compareTo(TIMEOUT_MAX) > 0) {
            problems.add(key + ".timeout=" + config.timeout() + ": must be " + TIMEOUT_MIN.toSeconds() + "s to "
                    + TIMEOUT_MAX.toMinutes() + "m");
        }
        Optional<Opening> opening = opening(account);
        if (!problems.isEmpty() || opening.isEmpty()) {
            return Optional.empty();
        }
        Credential credential = opening.get().credential();
        return endpoint(account, opening.get())
                .map(endpoint -> new BlobAccess(key, account, container, endpoint, credential, config.timeout()))
                .map(access -> new BlobFolderSystem(access, names.length < 3 ? "" : names[2], nanos).folder());
    }

    private void uri(URI uri, String account, String container) {
        String directory = source + ".directory";
        if (System.getProperty("org.graalvm.nativeimage.imagecode") != null) {
            problems.add(directory + ": the native image has no blobs; use the JVM image, or mount the container");
        }
        if (account.isEmpty() || uri.getPort() >= 0 || container.isEmpty()) {
            problems.add(directory + ": must name the account, the container and perhaps a folder in it, as " + SCHEME
                    + "://account/container/in; where the account answers, " + key + ".endpoint says");
        } else if (!CONTAINER.matcher(container).matches()) {
            problems.add(directory + ": there can be no container " + container
                    + "; its name has 3 to 63 small letters, digits, and hyphens between them");
        } else if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            problems.add(directory + ": must end with the folder; write ? and # in its name as %3F and %23");
        } else if (Stream.of(uri.getPath().split("/")).anyMatch(name -> name.equals(".") || name.equals(".."))) {
            problems.add(directory + ": no name in it may be '.' or '..'");
        }
    }

    private Optional<Opening> opening(String account) {
        List<String> set = Stream.of(
                        config.connectionString().map(any -> key + ".connection-string"),
                        config.accountKey().map(any -> key + ".account-key"),
                        config.sasToken().map(any -> key + ".sas-token"))
                .flatMap(Optional::stream)
                .toList();
        if (set.size() != 1) {
            problems.add(
                    set.isEmpty()
                            ? key + ".connection-string is missing: set it, or " + key + ".account-key, or " + key
                                    + ".sas-token"
                            : String.join(" and ", set) + " are set: keep one of them");
            return Optional.empty();
        }
        if (config.connectionString().isPresent()) {
            return connectionString(set.getFirst(), config.connectionString().get(), account);
        }
        return credential(
                        set.getFirst(),
                        config.accountKey().map(SecretText::new),
                        config.sasToken().map(SecretText::new))
                .map(credential -> new Opening(credential, Optional.empty()));
    }

    private Optional<Opening> connectionString(String named, String text, String account) {
        Optional<ConnectionString> parsed = ConnectionString.parse(text);
        if (parsed.isEmpty()) {
            problems.add(named + ": is no connection string; copy it from the access keys of the account, with"
                    + " AccountName and AccountKey, or with BlobEndpoint and SharedAccessSignature");
            return Optional.empty();
        }
        ConnectionString said = parsed.get();
        if (said.account().isPresent() && !said.account().get().equals(account)) {
            problems.add(named + ": is of the account " + said.account().get() + ", but " + source + ".directory names "
                    + account + "; correct one of them");
            return Optional.empty();
        }
        return credential(named, said.accountKey(), said.sas())
                .map(credential -> new Opening(credential, said.endpoint()));
    }

    /** One of the two is there. */
    private Optional<Credential> credential(String named, Optional<SecretText> accountKey, Optional<SecretText> sas) {
        if (accountKey.isPresent()) {
            String text = accountKey.get().reveal().strip();
            if (!isBase64(text)) {
                problems.add(named + ": the key is not in base64; copy it from the access keys of the account");
                return Optional.empty();
            }
            return Optional.of(new AccountKey(named, new SecretText(text)));
        }
        String text = sas.orElseThrow().reveal().strip();
        String token = text.startsWith("?") ? text.substring(1) : text;
        if (!SIGNATURE.matcher(token).matches() || token.indexOf(';') >= 0 || token.contains("://")) {
            problems.add(named + ": is no SAS token; it is what follows the question mark of a SAS URL, with sig=");
            return Optional.empty();
        }
        return Optional.of(new SasToken(named, new SecretText(token)));
    }

    private Optional<URI> endpoint(String account, Opening opening) {
        String named = config.endpoint().isPresent() || opening.endpoint().isEmpty()
                ? key + ".endpoint"
                : opening.credential().key();
        String text = config.endpoint()
                .or(opening::endpoint)
                .orElse("https://" + account + ".blob.core.windows.net")
                .strip();
        try {
            URI endpoint = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            boolean https = "https".equals(endpoint.getScheme());
            if (endpoint.getHost() == null
                    || !(https || "http".equals(endpoint.getScheme()))
                    || endpoint.getRawUserInfo() != null
                    || endpoint.getRawQuery() != null
                    || endpoint.getRawFragment() != null) {
                problems.add(named + ": the endpoint must be an address such as https://account.blob.core.windows.net,"
                        + " without container, user and query");
                return Optional.empty();
            }
            if (!https && opening.credential() instanceof SasToken && !LOOPBACK.contains(endpoint.getHost())) {
                problems.add(named + ": a SAS token is sent as it is; use an endpoint with https, or an account key");
                return Optional.empty();
            }
            return Optional.of(endpoint);
        } catch (URISyntaxException e) {
            problems.add(named + ": the endpoint is no address; write it as https://account.blob.core.windows.net");
            return Optional.empty();
        }
    }

    private static boolean isBase64(String text) {
        try {
            return Base64.getDecoder().decode(text).length > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
