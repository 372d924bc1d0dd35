package io.webhookisolation.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;

/** Where figures come from, in one sentence; load is the mean of the last minute. */
final class Machine {

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    private Machine() {}

    static String described() throws IOException {
        var system = ManagementFactory.getOperatingSystemMXBean();
        return String.format(
                Locale.ROOT,
                "%s, %d cores of %s, %s %s, %s %s, load %.1f at the end",
                LocalDate.now(ZoneOffset.UTC),
                system.getAvailableProcessors(),
                processor().orElse(system.getArch()),
                system.getName(),
                system.getVersion(),
                System.getProperty("java.vm.name"),
                Runtime.version(),
                system.getSystemLoadAverage());
    }

    private static Optional<String> processor() throws IOException {
        if (!Files.isReadable(PROCESSORS)) {
            return Optional.empty();
        }
        return Files.readAllLines(PROCESSORS).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst();
    }
}
