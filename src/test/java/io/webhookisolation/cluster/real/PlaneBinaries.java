package io.webhookisolation.cluster.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The three programs of a control plane, and where to find them. */
public record PlaneBinaries(Path directory, String version) {

    /** A directory that holds {@code etcd}, {@code kube-apiserver} and {@code kube-controller-manager}. */
    public static final String ENVIRONMENT = "CONTROL_PLANE_BIN";

    /** System property: which of the pinned minors, for example {@code 1.36}. */
    public static final String VERSION_PROPERTY = "control-plane.version";

    private static final String DEFAULT_MINOR = "1.36";
    private static final Path MODULES = Path.of("src", "test", "control-plane");
    private static final List<String> NAMES = List.of("etcd", "kube-apiserver", "kube-controller-manager");
    private static final Pattern VERSION = Pattern.compile("k8s\\.io/kubernetes (v[0-9][^\\s]*)");

    public Path etcd() {
        return directory.resolve("etcd");
    }

    public Path apiServer() {
        return directory.resolve("kube-apiserver");
    }

    public Path controllerManager() {
        return directory.resolve("kube-controller-manager");
    }

    /** Looks in the directory that the environment names, then in the cache of this user; builds nothing. */
    public static Optional<PlaneBinaries> find() {
        var named = Optional.ofNullable(System.getenv(ENVIRONMENT)).map(Path::of);
        if (named.isPresent() && !complete(named.get())) {
            throw new IllegalStateException(ENVIRONMENT + "=" + named.get() + " must hold " + String.join(", ", NAMES));
        }
        return named.or(() -> Optional.of(cache()).filter(PlaneBinaries::complete))
                .map(directory -> new PlaneBinaries(directory, pinnedVersion()));
    }

    /**
     * Finds them as {@link #find} does.
     *
     * @throws MissingPlaneException that says how to get them, when they are not here
     */
    public static PlaneBinaries require() {
        return find().orElseThrow(() -> new MissingPlaneException(missing()));
    }

    /** What to say where {@link #find} found nothing: what is not here, and the one command that gets it. */
    public static String missing() {
        var option = minor().equals(DEFAULT_MINOR) ? "" : " -D" + VERSION_PROPERTY + "=" + minor();
        return "etcd, kube-apiserver and kube-controller-manager " + pinnedVersion() + " are not in " + cache()
                + ". Get them once, in about 8 minutes: ./mvnw -Pcontrol-plane" + option;
    }

    /** Where a build of exactly the pinned sources for this platform is kept. */
    public static Path cache() {
        return cacheRoot().resolve("control-plane").resolve(pinnedVersion() + "-" + platform() + "-" + hash());
    }

    /** Where this user keeps all programs that tests need. */
    static Path cacheRoot() {
        return Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .map(Path::of)
                .orElseGet(() -> home().resolve(".cache"))
                .resolve("webhook-isolation");
    }

    /** As shells see it: Java's {@code user.home} does not follow {@code HOME}. */
    private static Path home() {
        return Path.of(Optional.ofNullable(System.getenv("HOME")).orElseGet(() -> System.getProperty("user.home")));
    }

    static boolean complete(Path directory) {
        return NAMES.stream().allMatch(name -> Files.isExecutable(directory.resolve(name)));
    }

    static Path module() {
        var module = MODULES.resolve("v" + minor()).toAbsolutePath();
        if (!Files.exists(module)) {
            throw new IllegalStateException(VERSION_PROPERTY + "=" + minor() + ": there is no " + module);
        }
        return module;
    }

    private static String minor() {
        var wanted = System.getProperty(VERSION_PROPERTY, "");
        return wanted.isBlank() ? DEFAULT_MINOR : wanted;
    }

    static String pinnedVersion() {
        var found = VERSION.matcher(read(module().resolve("go.mod")));
        if (!found.find()) {
            throw new IllegalStateException(module().resolve("go.mod") + " names no version of k8s.io/kubernetes");
        }
        return found.group(1);
    }

    private static String platform() {
        return (System.getProperty("os.name") + "-" + System.getProperty("os.arch"))
                .toLowerCase(Locale.ROOT)
                .replace(' ', '-');
    }

    private static String hash() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(Files.readAllBytes(module().resolve("go.mod")));
            digest.update(Files.readAllBytes(module().resolve("go.sum")));
            return HexFormat.of().formatHex(digest.digest(), 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
