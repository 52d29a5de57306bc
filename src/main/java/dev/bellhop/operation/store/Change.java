package dev.bellhop.operation.store;

import dev.bellhop.operation.Operation;

/** What came of a wish to change an operation. */
public sealed interface Change {

    /** Done, or it was so already; the operation as it is now. */
    record Made(Operation operation) implements Change {}

    /** Too late; the operation as it ended. */
    record AlreadyOver(Operation operation) implements Change {}

    /** Its status does not allow it; the operation as it is. */
    record WrongStatus(Operation operation) implements Change {}

    /** It has as many events that nothing consumed as it may have. */
    record TooManyEvents(int max) implements Change {}

    /** There is no such operation, or no longer. */
    record Unknown() implements Change {}
}
