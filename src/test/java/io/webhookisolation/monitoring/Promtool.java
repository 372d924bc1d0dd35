package io.webhookisolation.monitoring;

import io.webhookisolation.cluster.real.PrometheusBinaries;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs promtool, which ends within two minutes. */
final class Promtool {

    private static final long PATIENCE_SECONDS = 120;

    private Promtool() {}

    /** What it did. */
    record Done(int code, String told) {}

    static Done run(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(PrometheusBinaries.find().orElseThrow().promtool().toString());
        command.addAll(List.of(arguments));
        var told = Files.createTempFile("promtool", ".txt");
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(told.toFile())
                    .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            return new Done(process.waitFor(), Files.readString(told));
        } finally {
            Files.delete(told);
        }
    }
}
