package dev.bellhop.storage;

import static dev.bellhop.storage.Samples.NOW;
import static dev.bellhop.storage.Stores.atOnce;
import static dev.bellhop.storage.Stores.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.trigger.BookmarkStore.Bookmark;
import org.junit.jupiter.api.Test;

/** Every reader's last place. */
interface BookmarkStoreContract {

    Stores stores();

    @Test
    default void an_unknown_reader_has_no_place() {
        save("inbox", "reader", "state");
        assertThat(get(stores().bookmarks().find("inbox", "other"))).isEmpty();
        assertThat(get(stores().bookmarks().find("other", "reader"))).isEmpty();
    }

    @Test
    default void the_last_place_saved_is_found() {
        save("inbox", "reader", "first");
        save("inbox", "reader", "second");
        assertThat(get(stores().bookmarks().find("inbox", "reader"))).hasValue("second");
    }

    @Test
    default void every_reader_of_every_source_has_a_place_of_its_own() {
        save("inbox", "a", "1");
        save("inbox", "b", "2");
        save("other", "a", "3");
        assertThat(get(stores().bookmarks().find("inbox", "a"))).hasValue("1");
        assertThat(get(stores().bookmarks().find("inbox", "b"))).hasValue("2");
        assertThat(get(stores().bookmarks().find("other", "a"))).hasValue("3");
    }

    @Test
    default void names_and_states_may_be_any_text() {
        String odd = "wörk/💾 \"x\" \\ 'y' $1 ? \n";
        save(odd, odd, odd);
        assertThat(get(stores().bookmarks().find(odd, odd))).hasValue(odd);
    }

    @Test
    default void many_readers_at_once_all_keep_their_last_place() {
        atOnce(8, reader -> {
            for (int number = 0; number < 20; number++) {
                save("inbox", "reader" + reader, "state" + number);
            }
            return reader;
        });
        for (int reader = 0; reader < 8; reader++) {
            assertThat(get(stores().bookmarks().find("inbox", "reader" + reader)))
                    .hasValue("state19");
        }
    }

    @Test
    default void one_reader_saved_twice_at_once_has_one_of_the_two_places() {
        atOnce(8, thread -> {
            save("inbox", "reader", "state" + thread);
            return thread;
        });
        assertThat(get(stores().bookmarks().find("inbox", "reader")).orElseThrow())
                .startsWith("state");
    }

    private void save(String source, String reader, String state) {
        get(stores().bookmarks().save(new Bookmark(source, reader, state, NOW)));
    }
}
