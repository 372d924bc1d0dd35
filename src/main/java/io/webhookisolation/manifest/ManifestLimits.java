package io.webhookisolation.manifest;

/**
 * How much we read before we refuse, so that no input can exhaust memory or stack; all limits are positive.
 *
 * @param fileBytes size of one file
 * @param totalBytes size of all files together
 * @param files number of files
 * @param depth levels of maps and lists inside each other
 * @param aliases uses of YAML anchors in one file
 * @param nodes values in one file, counted after aliases are expanded
 * @param documents YAML documents in all files together
 */
public record ManifestLimits(
        long fileBytes, long totalBytes, int files, int depth, int aliases, int nodes, int documents) {

    private static final long MIB = 1024L * 1024;

    public static final ManifestLimits DEFAULT =
            new ManifestLimits(32 * MIB, 256 * MIB, 50_000, 100, 50, 1_000_000, 100_000);

    /** A size for messages, in MiB where it is large enough. */
    static String size(long bytes) {
        return bytes >= MIB ? bytes / MIB + " MiB" : bytes + " bytes";
    }
}
