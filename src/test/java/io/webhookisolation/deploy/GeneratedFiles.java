package io.webhookisolation.deploy;

import io.webhookisolation.api.v1alpha1.CrdGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes what follows from other files: {@code crds/} from the API records, and the chart's copy and README; {@code ./mvnw -Pcrds}. */
final class GeneratedFiles {

    private GeneratedFiles() {}

    public static void main(String[] arguments) throws IOException {
        CrdGenerator.main(arguments);
        Files.createDirectories(Chart.DEFINITIONS);
        try (var definitions = Files.newDirectoryStream(Path.of("crds"), "*.yml")) {
            for (var definition : definitions) {
                Files.copy(
                        definition,
                        Chart.DEFINITIONS.resolve(definition.getFileName()),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.writeString(Chart.README, Chart.readme());
    }
}
