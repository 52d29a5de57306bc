package dev.bellhop.storage.operation;

import dev.bellhop.storage.Database;
import dev.bellhop.storage.Database.Transaction;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** Takes operations out of the database, with all that belongs to them. */
final class Forgetting {

    private Forgetting() {}

    /** Returns how many there were. */
    static Uni<Integer> forget(Database database, Transaction transaction, List<String> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        String these = database.dialect().stringsOf("?");
        String all = Database.strings(ids);
        return transaction
                .update("DELETE FROM operation_step WHERE operation IN " + these, all)
                .flatMap(steps -> transaction.update("DELETE FROM operation_event WHERE operation IN " + these, all))
                .flatMap(events -> transaction.update(CallbackRows.DELETE + these, all))
                .flatMap(callbacks -> transaction.update("DELETE FROM operation WHERE id IN " + these, all));
    }
}
