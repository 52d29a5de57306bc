package dev.bellhop.api.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellhop.operation.OperationStatus;
import dev.bellhop.operation.store.OperationChoice;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurableQueryTest {

    private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");

    @ParameterizedTest
    @CsvSource({"true, true", "True, true", "FALSE, false", "' false ', false"})
    void truth_is_written_in_any_case(String written, boolean read) {
        assertThat(query("showInput", written).flag("SHOWINPUT", !read)).isEqualTo(read);
        assertThat(query().flag("showInput", read)).isEqualTo(read);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "yes", "tru", "true,true"})
    void what_is_no_truth_value_is_refused(String written) {
        refused(query -> query.flag("showInput", true), "true or false", "showInput", written);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20, 2026-11-20T00:00:00Z",
        "2026-11-20T10:15:30, 2026-11-20T10:15:30Z",
        "2026-11-20T10:15, 2026-11-20T10:15:00Z",
        "2026-11-20T10:15:30Z, 2026-11-20T10:15:30Z",
        "2026-11-20T10:15:30.1234567Z, 2026-11-20T10:15:30.123456Z",
        "2026-11-20T10:15:30.000000z, 2026-11-20T10:15:30Z",
        "2026-11-20T10:15:30+02:00, 2026-11-20T08:15:30Z",
        "2026-11-20T10:15:30 02:00, 2026-11-20T08:15:30Z",
        "2026-11-20T10:15:30-02:00, 2026-11-20T12:15:30Z",
        "2026-11-20 10:15:30, 2026-11-20T10:15:30Z",
        "0001-01-01T00:00:00.0000000, 0001-01-01T00:00:00Z",
        "1-01-01T00:00:00.000000Z, 0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.9999999, 9999-12-31T23:59:59.999999Z"
    })
    void times_are_written_as_clients_write_them(String written, Instant read) {
        OperationChoice which = query("createdTimeFrom", written, "createdTimeTo", written)
                .listed(null)
                .orElseThrow();
        assertThat(which.createdFrom()).isEqualTo(read);
        assertThat(which.createdTo()).isEqualTo(read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "now", "2026", "2026-13-01", "20.11.2026", "2026-11-20T25:00:00Z", "-1-01-01", "99999-01-01"
            })
    void what_is_no_time_is_refused(String written) {
        refused(query -> query.listed(null), "ISO 8601", "createdTimeFrom", written);
        refused(query -> query.listed(null), "ISO 8601", "createdTimeTo", written);
        refused(query -> query.purged(NOW), "ISO 8601", "createdTimeFrom", written);
    }

    @Test
    void statuses_are_named_with_commas_and_several_times_in_any_case() {
        assertThat(statuses("Running,pending", "SUSPENDED, Completed"))
                .containsExactlyInAnyOrder(
                        OperationStatus.RUNNING,
                        OperationStatus.WAITING,
                        OperationStatus.PENDING,
                        OperationStatus.SUSPENDED,
                        OperationStatus.SUCCEEDED);
        assertThat(statuses("Terminated", "Failed"))
                .containsExactlyInAnyOrder(OperationStatus.CANCELLED, OperationStatus.FAILED);
        assertThat(statuses("Canceled", "Failed")).containsExactly(OperationStatus.FAILED);
    }

    @Test
    void a_status_that_no_instance_has_finds_none_instead_of_all() {
        assertThat(query("runtimeStatus", "Canceled,ContinuedAsNew").listed(null))
                .isEmpty();
        assertThat(query("runtimeStatus", "Canceled", "createdTimeFrom", "2026-11-20")
                        .purged(NOW))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Done", "Completed,", "Completed;Failed", "0", "Completed Failed", "succeeded"})
    void what_is_no_status_is_refused_by_the_names_of_all(String written) {
        refused(query -> query.listed(null), "Running, Completed, ContinuedAsNew", "runtimeStatus", written);
    }

    @Test
    void a_purge_needs_its_beginning_and_ends_now() {
        assertThatThrownBy(() -> query().purged(NOW))
                .isInstanceOfSatisfying(
                        Fault.Stop.class,
                        stop -> assertThat(stop.fault())
                                .isEqualTo(
                                        new Fault(400, "Please provide value for 'createdTimeFrom' parameter.", null)));
        assertThat(query("createdTimeFrom", "2026-11-20").purged(NOW))
                .hasValue(OperationChoice.ALL.created(Instant.parse("2026-11-20T00:00:00Z"), NOW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Running", "Completed,Pending", "Suspended", "ContinuedAsNew"})
    void what_is_not_over_is_not_purged(String statuses) {
        assertThatThrownBy(() -> query("createdTimeFrom", "2026-11-20", "runtimeStatus", statuses)
                        .purged(NOW))
                .hasMessageContaining("Completed, Failed, Canceled, Terminated");
    }

    @Test
    void the_number_on_a_page_has_a_default_and_a_greatest() {
        assertThat(query().top()).isEqualTo(100);
        assertThat(query("top", "7").top()).isEqualTo(7);
        assertThat(query("TOP", "000001000").top()).isEqualTo(1_000);
        assertThat(query("top", "999999999").top()).isEqualTo(1_000);
        for (String odd : new String[] {"", "0", "-1", "1.5", "ten", "9999999999"}) {
            refused(DurableQuery::top, "whole number", "top", odd);
        }
    }

    @Test
    void a_caller_waits_if_it_says_both_how_long_and_how_often() {
        assertThat(query("timeout", "10", "pollingInterval", "0.5").patience()).hasValue(Duration.ofSeconds(10));
        assertThat(query("timeout", "1.5", "pollingInterval", "1.5").patience()).hasValue(Duration.ofMillis(1_500));
        assertThat(query("timeout", "10").patience()).isEmpty();
        assertThat(query("pollingInterval", "10").patience()).isEmpty();
        assertThat(query("timeout", "86400", "pollingInterval", "1").patience()).hasValue(DurableQuery.WAIT_MAX);
        assertThatThrownBy(() -> query("timeout", "1", "pollingInterval", "5").patience())
                .isInstanceOfSatisfying(
                        Fault.Stop.class,
                        stop -> assertThat(stop.fault().exceptionMessage())
                                .isEqualTo("Total timeout 1 should be bigger than retry timeout 5"));
        for (String odd : new String[] {"", "-1", "ten", "NaN", "1e3", "Infinity"}) {
            refused(DurableQuery::patience, "seconds", "timeout", odd);
        }
    }

    @Test
    void a_reason_has_a_greatest_length() {
        assertThat(query().reason()).isNull();
        assertThat(query("reason", "").reason()).isEmpty();
        refused(DurableQuery::reason, "1000", "reason", "x".repeat(1_001));
        refused(DurableQuery::reason, "NUL", "reason", "a\0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "?", "dDE", "aQ", "AAAA", "dDE3NjQtMQ=x"})
    void a_token_that_was_not_given_out_is_refused(String token) {
        assertThatThrownBy(() -> query().listed(token))
                .isInstanceOf(Fault.Stop.class)
                .hasMessageContaining(ContinuationToken.HEADER);
    }

    @Test
    void a_token_is_one_of_a_list_in_the_same_order() {
        String byId = ContinuationToken.write(InstanceSamples.RUNNING, OperationChoice.ALL.beginningWith("order"));
        assertThat(query("instanceIdPrefix", "order").listed(byId)).isPresent();
        assertThatThrownBy(() -> query().listed(byId)).isInstanceOf(Fault.Stop.class);
        String byTime = ContinuationToken.write(InstanceSamples.RUNNING, OperationChoice.ALL);
        assertThat(query().listed(byTime)).isPresent();
        assertThatThrownBy(() -> query("instanceIdPrefix", "order").listed(byTime))
                .isInstanceOf(Fault.Stop.class);
        assertThat(query().listed("")).hasValue(OperationChoice.ALL);
    }

    private static Set<OperationStatus> statuses(String first, String second) {
        return query("runtimeStatus", first, "RuntimeStatus", second)
                .listed(null)
                .orElseThrow()
                .statuses();
    }

    private static void refused(Consumer<DurableQuery> reading, String saying, String name, String written) {
        DurableQuery query =
                name.equals("timeout") ? query(name, written, "pollingInterval", "1") : query(name, written);
        assertThatThrownBy(() -> reading.accept(query))
                .isInstanceOfSatisfying(
                        Fault.Stop.class,
                        stop -> assertThat(stop.fault().status()).isEqualTo(400))
                .hasMessageContaining(saying)
                .hasMessageContaining("'" + name + "'");
    }

    private static DurableQuery query(String... pairs) {
        MultiMap parameters = MultiMap.caseInsensitiveMultiMap();
        for (int i = 0; i < pairs.length; i += 2) {
            parameters.add(pairs[i], pairs[i + 1]);
        }
        return new DurableQuery(parameters);
    }
}
