package dev.bellhop.testing;

import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** An OpenID Connect issuer on this machine: a discovery document, keys, and tokens. It can go away and come back. */
public final class TestIssuer implements AutoCloseable {

    public static final String AUDIENCE = "api://bellhop";
    private static final String BASE = "/tenant/v2.0";

    private final int port;
    private final Map<String, KeyPair> keys = new HashMap<>();
    private final Map<String, RSAPublicKey> published = new TreeMap<>();
    private @Nullable HttpServer server;
    private volatile boolean keysFail;

    /** Makes one that does not answer yet. */
    public TestIssuer() throws IOException {
        start();
        port = server().getAddress().getPort();
        stop();
        publish("first");
    }

    public String url() {
        return "http://127.0.0.1:" + port + BASE;
    }

    public synchronized void start() throws IOException {
        if (server != null) {
            return;
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        answer(
                "/.well-known/openid-configuration",
                () -> new JsonObject().put("issuer", url()).put("jwks_uri", url() + "/keys"));
        answer("/keys", this::keySet);
        server.start();
    }

    public synchronized void stop() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** Whether the discovery document is there, but the keys are not. */
    public void failKeys(boolean fail) {
        keysFail = fail;
    }

    /** Publishes a key of this name. */
    public synchronized void publish(String name) {
        published.put(name, (RSAPublicKey) key(name).getPublic());
    }

    /** Takes a key back, as after a rotation. */
    public synchronized void withdraw(String name) {
        published.remove(name);
    }

    /** What a good token claims, with these claims in its place or, if {@code null}, missing. */
    public Map<String, @Nullable Object> claims(Map<String, @Nullable Object> others) {
        long now = Instant.now().getEpochSecond();
        Map<String, @Nullable Object> claims = new HashMap<>(Map.of(
                "iss",
                url(),
                "aud",
                AUDIENCE,
                "sub",
                "4f1c",
                "azp",
                "orders-app",
                "iat",
                now - 60,
                "nbf",
                now - 60,
                "exp",
                now + 600));
        claims.putAll(others);
        claims.values().removeIf(claim -> claim == null);
        return claims;
    }

    /** A good token with these roles. */
    public String token(String... roles) {
        return token(Map.of("roles", List.of(roles)));
    }

    public String token(Map<String, @Nullable Object> others) {
        return signed("first", claims(others));
    }

    /** A token by a key of this name, published or not. */
    public String signed(String name, Map<String, @Nullable Object> claims) {
        try {
            String text = unsigned(Map.of("alg", "RS256", "kid", name, "typ", "JWT"), claims);
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key(name).getPrivate());
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return text + '.' + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A token that says of itself that nobody signed it, with what stands where a signature would. */
    public String withoutSignature(Map<String, @Nullable Object> claims, String signature) {
        return unsigned(Map.of("alg", "none", "kid", "first"), claims) + '.' + signature;
    }

    /** A token with the public key as if it were a secret that both sides know. */
    public String signedWithPublicKey(Map<String, @Nullable Object> claims) {
        try {
            String text = unsigned(Map.of("alg", "HS256", "kid", "first"), claims);
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key("first").getPublic().getEncoded(), "HmacSHA256"));
            return text + '.' + base64(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String unsigned(Map<String, ?> header, Map<String, @Nullable Object> claims) {
        return base64(json(header)) + '.' + base64(json(claims));
    }

    private static byte[] json(Map<String, ?> members) {
        return new JsonObject(new HashMap<>(members)).encode().getBytes(StandardCharsets.UTF_8);
    }

    private synchronized JsonObject keySet() {
        JsonArray set = new JsonArray();
        published.forEach((name, key) -> set.add(new JsonObject()
                .put("kty", "RSA")
                .put("use", "sig")
                .put("kid", name)
                .put("n", base64(unsignedBytes(key.getModulus())))
                .put("e", base64(unsignedBytes(key.getPublicExponent())))));
        return new JsonObject().put("keys", set);
    }

    private synchronized KeyPair key(String name) {
        return keys.computeIfAbsent(name, any -> TestSftpServer.keyPair());
    }

    private void answer(String path, java.util.function.Supplier<JsonObject> body) {
        server().createContext(BASE + path, exchange -> {
            boolean fails = keysFail && path.equals("/keys");
            byte[] bytes = body.get().encode().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(fails ? 500 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    private HttpServer server() {
        if (server == null) {
            throw new UncheckedIOException(new IOException("not started"));
        }
        return server;
    }

    private static byte[] unsignedBytes(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? java.util.Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
