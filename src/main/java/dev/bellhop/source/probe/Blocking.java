package dev.bellhop.source.probe;

import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;

/** Runs file access where it may block; an {@link IOException} is a failure as it stands. */
public record Blocking(Executor executor) {

    public <T> Uni<T> run(Callable<T> action) {
        return Uni.createFrom()
                .item(() -> {
                    try {
                        return action.call();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })
                .runSubscriptionOn(executor)
                .onFailure(UncheckedIOException.class)
                .transform(Throwable::getCause);
    }
}
