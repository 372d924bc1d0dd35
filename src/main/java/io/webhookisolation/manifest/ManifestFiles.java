package io.webhookisolation.manifest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the files that inputs name: sorted inside folders, and each file once however often it is named. */
final class ManifestFiles {

    private static final List<String> ENDINGS = List.of(".yaml", ".yml", ".json");
    private static final String TEMPLATES = "templates";

    private final ManifestLimits limits;
    private final Map<Object, ManifestFile> found = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    ManifestFiles(ManifestLimits limits) {
        this.limits = limits;
    }

    List<ManifestFile> find(List<ManifestInput> inputs) {
        for (var input : inputs) {
            try {
                switch (input) {
                    case ManifestInput.StandardInput(var stream) -> addStandardInput(stream);
                    case ManifestInput.AtPath(var path) -> addPath(path);
                }
            } catch (ManifestProblem problem) {
                problems.add(problem.getMessage());
            }
        }
        return List.copyOf(found.values());
    }

    List<String> problems() {
        return problems;
    }

    private void addStandardInput(InputStream stream) {
        var file = new ManifestFile(
                ManifestFile.STANDARD_INPUT, Optional.empty(), Optional.empty(), () -> new FilterInputStream(stream) {
                    @Override
                    public void close() {
                        // Standard input belongs to the caller.
                    }
                });
        found.putIfAbsent(ManifestFile.STANDARD_INPUT, file);
    }

    private void addPath(Path path) throws ManifestProblem {
        if (Files.isDirectory(path)) {
            addFolder(path);
        } else if (Files.exists(path)) {
            var chart = chartFolder(path, path.getParent());
            add(path, new ManifestFile(path.toString(), Optional.empty(), chart, open(path)));
        } else {
            throw ManifestProblem.inFile(path.toString(), "no such file or folder; check the path");
        }
    }

    private void addFolder(Path folder) throws ManifestProblem {
        var paths = new ArrayList<Path>();
        try {
            // A folder that is a link itself is followed, links to folders inside are not: they may form a circle.
            var real = folder.toRealPath();
            Files.walkFileTree(real, new Visitor(real, paths));
            paths.replaceAll(path -> folder.resolve(real.relativize(path)));
            if (paths.isEmpty()) {
                throw ManifestProblem.inFile(
                        folder.toString(), "the folder holds no file that ends in .yaml, .yml or .json");
            }
        } catch (IOException e) {
            // The folder itself or one inside it.
            var place = e instanceof FileSystemException precise ? precise.getFile() : null;
            throw ManifestProblem.inFile(Objects.toString(place, folder.toString()), unreadable(e));
        }
        paths.sort(Comparator.comparing(Path::toString));
        for (var path : paths) {
            var chart = chartFolder(path, folder);
            add(path, new ManifestFile(path.toString(), Optional.of(folder.toString()), chart, open(path)));
        }
    }

    private void add(Path path, ManifestFile file) throws ManifestProblem {
        if (found.size() >= limits.files()) {
            throw ManifestProblem.inFile(
                    file.name(), "there are more than " + limits.files() + " files; name fewer, or a smaller folder");
        }
        found.putIfAbsent(identity(path), file);
    }

    private static Object identity(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path;
        }
    }

    private static ManifestFile.Content open(Path path) {
        return () -> Files.newInputStream(path);
    }

    /** The nearest folder around the file that is a chart's; nothing above {@code root} is looked at. */
    private static Optional<String> chartFolder(Path path, @Nullable Path root) {
        for (var folder = path.getParent(); folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("Chart.yaml"))) {
                return Optional.of(folder.toString());
            }
            if (folder.endsWith(TEMPLATES)) {
                return Optional.of(Objects.toString(folder.getParent(), "."));
            }
            if (folder.equals(root)) {
                break;
            }
        }
        return Optional.empty();
    }

    static String unreadable(IOException e) {
        return switch (e) {
            case java.nio.file.AccessDeniedException denied -> "permission denied; make it readable for this user";
            case java.nio.file.NoSuchFileException missing -> "no such file or folder; check the path";
            default -> "cannot be read: " + e.getMessage();
        };
    }

    private static final class Visitor extends SimpleFileVisitor<Path> {
        private final Path root;
        private final List<Path> paths;

        Visitor(Path root, List<Path> paths) {
            this.root = root;
            this.paths = paths;
        }

        /** Hidden folders hold version control and tools' state. */
        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return isHidden(folder) && !folder.equals(root) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            var name = file.toString().toLowerCase(Locale.ROOT);
            if (ENDINGS.stream().anyMatch(name::endsWith) && !isHidden(file) && !Files.isDirectory(file)) {
                paths.add(file);
            }
            return FileVisitResult.CONTINUE;
        }

        private static boolean isHidden(Path path) {
            var name = path.getFileName();
            return name != null && name.toString().startsWith(".");
        }
    }
}
