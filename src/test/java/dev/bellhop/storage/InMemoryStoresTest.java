package dev.bellhop.storage;

/** The stores that the others must match. */
class InMemoryStoresTest extends StoresContract {

    private final Stores stores = Stores.inMemory();

    @Override
    Stores stores() {
        return stores;
    }
}
