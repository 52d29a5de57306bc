package dev.bellhop.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts are the first thing anybody runs, on machines that are not ours. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "they are shell scripts")
class ScriptsTest {

    @ParameterizedTest
    @ValueSource(strings = {"mvnw-test", "bellhop-test"})
    void a_script_passes_its_own_tests(String name) throws IOException, InterruptedException {
        Path script = Path.of("src/test/sh", name);
        Process process = new ProcessBuilder("sh", script.toString())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s said:%n%s", script, output).isZero();
    }
}
