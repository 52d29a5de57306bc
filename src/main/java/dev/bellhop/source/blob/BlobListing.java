package dev.bellhop.source.blob;

import com.azure.core.http.rest.PagedResponse;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobItemProperties;
import dev.bellhop.source.remote.PagedListing;
import dev.bellhop.source.remote.SkippingListing;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Lists a folder, as many entries at a time as the storage gives at once, with all that it tells of them. Names between
 * slashes that are empty, {@code .} or {@code ..} are no names of files; such blobs are left out and counted.
 */
final class BlobListing extends PagedListing implements SkippingListing {

    private final BlobPath folder;
    private final String prefix;
    private @Nullable String token;
    private long skipped;

    private BlobListing(BlobPath folder, Filter<? super Path> filter) {
        super(filter);
        this.folder = folder;
        this.prefix = folder.name().isEmpty() ? "" : folder.name() + '/';
    }

    /** Reads the beginning, so that a container that is not there is known at once. */
    static BlobListing open(BlobPath folder, Filter<? super Path> filter) throws IOException {
        BlobListing listing = new BlobListing((BlobPath) folder.toAbsolutePath(), filter);
        listing.fetch();
        return listing;
    }

    @Override
    public long skipped() {
        return skipped;
    }

    @Override
    protected void fetch() throws IOException {
        String before = token;
        PagedResponse<BlobItem> page = folder.getFileSystem().container().list(prefix, before, BlobContainer.PAGE);
        token = page.getContinuationToken();
        if (token == null || token.isEmpty()) {
            end();
        } else if (token.equals(before)) {
            throw new FileSystemException(folder.name(), null, "the listing does not go on");
        }
        for (BlobItem item : page.getValue()) {
            take(item);
        }
    }

    private void take(BlobItem item) throws IOException {
        boolean isPrefix = Boolean.TRUE.equals(item.isPrefix());
        String full = item.getName();
        if (!full.startsWith(prefix)) {
            skipped++;
            return;
        }
        String name = full.substring(prefix.length(), full.length() - (isPrefix && full.endsWith("/") ? 1 : 0));
        BlobItemProperties told = item.getProperties();
        if (!isPrefix
                && (BlobContainer.isFolder(item.getMetadata()) || (name.isEmpty() && told.getContentLength() == 0))) {
            // Stands for this folder or one in it, which is met if there is a blob in it.
            return;
        }
        if (!isName(name)) {
            skipped++;
            return;
        }
        offer(folder.resolve(name)
                .seenAs(
                        isPrefix
                                ? BlobAttributes.FOLDER
                                : BlobAttributes.of(told.getContentLength(), told.getLastModified(), told.getETag())));
    }
}
