package dev.bellhop.source.blob;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.policy.HttpLogOptions;
import com.azure.core.http.rest.PagedResponse;
import com.azure.core.util.Configuration;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.DownloadRetryOptions;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import dev.bellhop.source.FolderUnavailable;
import dev.bellhop.source.remote.Backoff;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The requests to one container, each within its time. One that is away is left alone for a while. Blocks. */
final class BlobContainer implements AutoCloseable {

    /** Blobs in one answer of a listing; the storage gives no more. */
    static final int PAGE = 5_000;
    /** An idle connection may have been closed meanwhile: one more attempt tells that from a storage that is away. */
    static final int TRIES_MAX = 2;

    static final Duration RETRY_DELAY = Duration.ofMillis(250);
    /** Single blobs that are looked at, and contents that are read, at a time. */
    static final int LOOKS_MAX = 16;

    static final int CONTENTS_MAX = 16;

    private final BlobAccess access;
    private final LongSupplier nanos;
    private final Duration patience;
    private final Semaphore looks = new Semaphore(LOOKS_MAX);
    private final Semaphore contents = new Semaphore(CONTENTS_MAX);
    private @Nullable BlobContainerClient client;
    private Backoff backoff;
    private String trouble = "";
    private volatile boolean closed;

    BlobContainer(BlobAccess access, LongSupplier nanos) {
        this.access = access;
        this.nanos = nanos;
        this.patience = access.timeout().plus(RETRY_DELAY).multipliedBy(TRIES_MAX);
        this.backoff = Backoff.none(nanos.getAsLong());
    }

    /**
     * The next part of what is in a folder.
     *
     * @param prefix the name of the folder with a slash at its end; empty for the container
     * @param token where to go on; none at the beginning
     */
    PagedResponse<BlobItem> list(String prefix, @Nullable String token, int max) throws IOException {
        ListBlobsOptions options = new ListBlobsOptions()
                .setPrefix(prefix)
                .setMaxResultsPerPage(max)
                .setDetails(new BlobListDetails().setRetrieveMetadata(true));
        return ask(
                all -> {
                    var pages = all.listBlobsByHierarchy("/", options, patience);
                    return (token == null ? pages.iterableByPage() : pages.iterableByPage(token))
                            .iterator()
                            .next();
                },
                this::unavailable);
    }

    /** What is there of this name: a blob, or a folder because there are blobs in it. */
    BlobAttributes look(String name) throws IOException {
        if (!looks.tryAcquire()) {
            throw new FolderUnavailable(LOOKS_MAX + " requests wait for " + access + " already; try again soon");
        }
        try {
            BlobProperties told = ask(
                    all -> all.getBlobClient(name)
                            .getPropertiesWithResponse(null, patience, Context.NONE)
                            .getValue(),
                    failure -> ofBlob(name, failure));
            return isFolder(told.getMetadata())
                    ? BlobAttributes.FOLDER
                    : BlobAttributes.of(told.getBlobSize(), told.getLastModified(), told.getETag());
        } catch (NoSuchFileException none) {
            if (list(name + '/', null, 1).getValue().isEmpty()) {
                throw none;
            }
            return BlobAttributes.FOLDER;
        } finally {
            looks.release();
        }
    }

    /** Begins to read a content; {@link #endContent} follows. */
    void beginContent() throws FolderUnavailable {
        if (!contents.tryAcquire()) {
            throw new FolderUnavailable(
                    CONTENTS_MAX + " files of " + access + " are being read already; try again soon");
        }
    }

    void endContent() {
        contents.release();
    }

    /** A part of the content that has this ETag, and of no other. */
    byte[] read(String name, String etag, long offset, long length) throws IOException {
        return ask(
                all -> all.getBlobClient(name)
                        .downloadContentWithResponse(
                                new DownloadRetryOptions().setMaxRetryRequests(0),
                                new BlobRequestConditions().setIfMatch('"' + etag + '"'),
                                new BlobRange(offset, length),
                                false,
                                patience,
                                Context.NONE)
                        .getValue()
                        .toBytes(),
                failure -> ofBlob(name, failure));
    }

    /** Folders of accounts that have real ones, and those that some tools make up. */
    static boolean isFolder(@Nullable Map<String, String> metadata) {
        return metadata != null
                && metadata.entrySet().stream()
                        .anyMatch(entry -> entry.getKey().equalsIgnoreCase("hdi_isfolder")
                                && "true".equalsIgnoreCase(entry.getValue()));
    }

    @Override
    public void close() {
        closed = true;
    }

    private <T> T ask(Function<BlobContainerClient, T> request, Function<BlobFailure, IOException> translation)
            throws IOException {
        BlobContainerClient asked = client();
        T answer;
        try {
            answer = request.apply(asked);
        } catch (RuntimeException e) {
            throw translation.apply(BlobFailure.of(e));
        }
        answered();
        return answer;
    }

    private synchronized BlobContainerClient client() throws FolderUnavailable {
        if (closed) {
            throw new FolderUnavailable("Bellhop is stopping");
        }
        if (!backoff.isOver(nanos.getAsLong())) {
            throw new FolderUnavailable(trouble);
        }
        BlobContainerClient kept = client == null ? connected() : client;
        client = kept;
        return kept;
    }

    private synchronized void answered() {
        backoff = Backoff.none(nanos.getAsLong());
    }

    private synchronized FolderUnavailable unavailable(BlobFailure failure) {
        long now = nanos.getAsLong();
        backoff = failure.kind() == BlobFailure.Kind.REFUSED ? backoff.refused(now) : backoff.unreachable(now);
        trouble = BlobTrouble.text(access, failure);
        return new FolderUnavailable(trouble);
    }

    /** What is wrong with one blob must not keep others from being found. */
    private IOException ofBlob(String name, BlobFailure failure) {
        return switch (failure.kind()) {
            case NO_BLOB, CHANGED -> new NoSuchFileException(name);
            case REFUSED, NOT_NOW -> new AccessDeniedException(name, null, failure.code());
            case ODD -> new FileSystemException(name, null, failure.code());
            case NO_CONTAINER, BUSY, SILENT, UNKNOWN_HOST, UNREACHABLE, UNTRUSTED -> unavailable(failure);
        };
    }

    /** Opens no connection yet. */
    private BlobContainerClient connected() {
        Duration timeout = access.timeout();
        return new BlobContainerClientBuilder()
                .connectionString(access.connectionString().reveal())
                .containerName(access.container())
                .httpClient(new JdkHttpClientBuilder()
                        .configuration(Configuration.NONE)
                        .connectionTimeout(timeout)
                        .writeTimeout(timeout)
                        .responseTimeout(timeout)
                        .readTimeout(timeout)
                        .build())
                .configuration(Configuration.NONE)
                .httpLogOptions(new HttpLogOptions())
                .retryOptions(new RequestRetryOptions(
                        RetryPolicyType.FIXED, TRIES_MAX, timeout, RETRY_DELAY, RETRY_DELAY, null))
                .buildClient();
    }
}
