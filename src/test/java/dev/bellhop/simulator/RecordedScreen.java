package dev.bellhop.simulator;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what was shown. */
public final class RecordedScreen implements Screen {

    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void line(Tone tone, String text) {
        lines.add(text);
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    public String text() {
        return String.join("\n", lines);
    }
}
