package dev.bellhop.storage;

import org.junit.jupiter.api.Nested;

/** Every suite over one kind of store; what it is, the subclass says. */
abstract class StoresContract {

    abstract Stores stores();

    @Nested
    class Events implements EventStoreContract {
        @Override
        public Stores stores() {
            return StoresContract.this.stores();
        }
    }

    @Nested
    class Leases implements LeaseStoreContract {
        @Override
        public Stores stores() {
            return StoresContract.this.stores();
        }
    }

    @Nested
    class Subscribers implements SubscriptionStoreContract {
        @Override
        public Stores stores() {
            return StoresContract.this.stores();
        }
    }

    @Nested
    class Deliveries implements DeliveryStoreContract {
        @Override
        public Stores stores() {
            return StoresContract.this.stores();
        }
    }

    @Nested
    class Attempts implements AttemptStoreContract {
        @Override
        public Stores stores() {
            return StoresContract.this.stores();
        }
    }

    @Nested
    class Changes implements ChangingContract {
        @Override
        public Stores stores() {
            return StoresContract.this.stores();
        }
    }

    @Nested
    class ChosenLetters implements DeadLetterChoiceContract {
        @Override
        public Stores stores() {
            return StoresContract.this.stores();
        }
    }

    @Nested
    class SettledReaders implements ReadersContract {
        @Override
        public Stores stores() {
            return StoresContract.this.stores();
        }
    }

    @Nested
    class Limits implements SubscriptionLimitsContract {
        @Override
        public Stores stores() {
            return StoresContract.this.stores();
        }
    }

    @Nested
    class Bookmarks implements BookmarkStoreContract {
        @Override
        public Stores stores() {
            return StoresContract.this.stores();
        }
    }

    @Nested
    class Keys implements KeyStoreContract {
        @Override
        public Stores stores() {
            return StoresContract.this.stores();
        }
    }

    @Nested
    class Operations implements OperationStoreContract {
        @Override
        public Stores stores() {
            return StoresContract.this.stores();
        }
    }

    @Nested
    class OperationCallbacks implements CallbackStoreContract {
        @Override
        public Stores stores() {
            return StoresContract.this.stores();
        }
    }

    @Nested
    class ChosenOperations implements OperationChoiceContract {
        @Override
        public Stores stores() {
            return StoresContract.this.stores();
        }
    }

    @Nested
    class Files implements FileLedgerContract {
        @Override
        public Stores stores() {
            return StoresContract.this.stores();
        }
    }
}
