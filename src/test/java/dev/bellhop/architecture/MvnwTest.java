package dev.bellhop.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The start script is the first thing anybody runs, on machines that are not ours. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "mvnw is a shell script")
class MvnwTest {

    private static final Path SCRIPT = Path.of("src/test/sh/mvnw-test");

    @Test
    void mvnw_passes_its_own_tests() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", SCRIPT.toString())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s said:%n%s", SCRIPT, output).isZero();
    }
}
