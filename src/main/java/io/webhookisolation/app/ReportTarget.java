package io.webhookisolation.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/** Where a report goes: standard output, or a file that appears whole or not at all. */
final class ReportTarget {

    private final Shell shell;
    private final @Nullable Path file;

    ReportTarget(Shell shell, @Nullable Path file) {
        this.shell = shell;
        this.file = file;
    }

    void write(String report) {
        if (file == null) {
            shell.out().print(report);
            shell.out().flush();
        } else {
            replace(file.toAbsolutePath(), report);
        }
    }

    /** A device such as /dev/stderr cannot be replaced, so it is written to. */
    private static void replace(Path file, String report) {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                Files.writeString(file, report);
                return;
            }
            var draft = Files.createTempFile(file.getParent(), ".webhook-isolation", ".tmp");
            try {
                Files.writeString(draft, report, StandardCharsets.UTF_8);
                Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw new CommandFailure("cannot write --output-file " + file + ": " + reason(e) + ".", e);
        }
    }

    private static String reason(IOException failure) {
        return switch (failure) {
            case java.nio.file.NoSuchFileException missing -> "the folder does not exist";
            case java.nio.file.AccessDeniedException denied -> "permission denied";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            default -> failure.toString();
        };
    }
}
