package dev.bellhop.app.action;

import dev.bellhop.access.CallbackPolicy;
import dev.bellhop.access.ContentTokens;
import dev.bellhop.app.config.AppConfig;
import dev.bellhop.event.ContentLinks;
import dev.bellhop.event.Ids;
import dev.bellhop.log.EventLog;
import dev.bellhop.operation.Operations;
import dev.bellhop.operation.OperationsConfig;
import dev.bellhop.operation.action.archive.ArchivePart;
import dev.bellhop.operation.action.archive.ArchiveSweep;
import dev.bellhop.operation.action.archive.FilesArchive;
import dev.bellhop.operation.action.events.EventsAwait;
import dev.bellhop.operation.action.events.EventsPublish;
import dev.bellhop.operation.action.events.LogWatch;
import dev.bellhop.operation.action.files.FilesList;
import dev.bellhop.operation.action.files.FilesMove;
import dev.bellhop.operation.action.files.FilesRead;
import dev.bellhop.operation.action.files.FilesWrite;
import dev.bellhop.operation.action.files.Folders;
import dev.bellhop.operation.action.http.CallSender;
import dev.bellhop.operation.action.http.CallTry;
import dev.bellhop.operation.action.http.HttpCall;
import dev.bellhop.operation.store.OperationStore;
import dev.bellhop.outbound.OutboundClient;
import dev.bellhop.source.Sources;
import dev.bellhop.source.content.FileMoves;
import dev.bellhop.source.content.FileUploads;
import dev.bellhop.source.content.RemoteReads;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.impl.MimeMapping;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The built-in actions. What they keep and answer are records that a native image must be told of. */
@RegisterForReflection(
        targets = {
            ArchivePart.class,
            ArchivePart.Progress.class,
            ArchivePart.Skipped.class,
            CallTry.class,
            EventsAwait.Input.class,
            EventsAwait.Look.class,
            EventsAwait.Place.class,
            EventsPublish.Input.class,
            EventsPublish.Output.class,
            FilesArchive.Input.class,
            FilesArchive.Output.class,
            FilesArchive.Whole.class,
            FilesList.Input.class,
            FilesList.Item.class,
            FilesList.Output.class,
            FilesMove.Input.class,
            FilesMove.Seen.class,
            FilesRead.Input.class,
            FilesRead.Output.class,
            FilesWrite.Input.class,
            FilesWrite.Output.class,
            HttpCall.Input.class,
            HttpCall.Output.class
        })
final class ActionWiring {

    @Produces
    @Singleton
    Folders folders(Sources sources) {
        return new Folders(sources);
    }

    @Produces
    @Singleton
    FileMoves moves(FileUploads uploads) {
        return new FileMoves(uploads);
    }

    @Produces
    @Singleton
    @Unremovable
    FilesList filesList(Folders folders, RemoteReads remoteReads) {
        return new FilesList(folders, remoteReads);
    }

    @Produces
    @Singleton
    @Unremovable
    FilesRead filesRead(Folders folders, RemoteReads remoteReads) {
        return new FilesRead(folders, remoteReads, ActionWiring::contentType);
    }

    @Produces
    @Singleton
    @Unremovable
    FilesWrite filesWrite(Folders folders, FileUploads uploads) {
        return new FilesWrite(folders, uploads);
    }

    @Produces
    @Singleton
    @Unremovable
    FilesMove filesMove(Folders folders, FileMoves moves) {
        return new FilesMove(folders, moves);
    }

    @Produces
    @Singleton
    @Unremovable
    FilesArchive filesArchive(Folders folders, FileMoves moves, Ids ids) {
        return new FilesArchive(folders, moves, ids);
    }

    @Produces
    @Singleton
    ArchiveSweep archiveSweep(Sources sources, OperationStore store, InstantSource clock) {
        return new ArchiveSweep(sources, store, clock, Infrastructure.getDefaultWorkerPool());
    }

    @Produces
    @Singleton
    @Unremovable
    EventsPublish eventsPublish(EventLog log, Sources sources) {
        return new EventsPublish(log, sources);
    }

    /** The operations know the actions, and one of these wakes operations: so it finds them when it needs them. */
    @Produces
    @Singleton
    LogWatch logWatch(EventLog log, OperationStore store, Instance<Operations> operations) {
        return new LogWatch(
                log,
                store,
                (operation, payload) -> operations.get().raise(operation, LogWatch.HINT, payload),
                Infrastructure.getDefaultWorkerPool(),
                System::nanoTime);
    }

    /** Nobody is there whose request would say by which address Bellhop is reached. */
    @Produces
    @Singleton
    @Unremovable
    EventsAwait eventsAwait(
            EventLog log,
            Sources sources,
            LogWatch watch,
            AppConfig config,
            ContentTokens tokens,
            InstantSource clock,
            @ConfigProperty(name = "quarkus.http.port") int port) {
        String configured = config.publicUrl().orElse("http://localhost:" + port);
        String base = configured.endsWith("/") ? configured.substring(0, configured.length() - 1) : configured;
        ContentLinks links = path -> base + tokens.signed(path);
        return new EventsAwait(log, sources, watch, links, clock);
    }

    /** With connections of its own: what is slow here must not keep callbacks waiting. */
    @Produces
    @Singleton
    @Unremovable
    HttpCall httpCall(Vertx vertx, CallbackPolicy policy, OperationsConfig config, InstantSource clock) {
        HttpClientOptions options = new HttpClientOptions()
                .setKeepAlive(true)
                .setKeepAliveTimeout(60)
                .setDecompressionSupported(false)
                .setShared(false);
        PoolOptions pool = new PoolOptions().setHttp1MaxSize(Math.max(1, config.concurrency()));
        OutboundClient client =
                new OutboundClient(vertx, vertx.createHttpClient(options, pool), policy, System::nanoTime);
        return new HttpCall(new CallSender(client, clock));
    }

    private static String contentType(String name) {
        String guessed = MimeMapping.getMimeTypeForFilename(name);
        return guessed == null ? "application/octet-stream" : guessed;
    }
}
