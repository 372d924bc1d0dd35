package io.webhookisolation.deploy;

import io.webhookisolation.api.v1alpha1.CrdGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;

/** Writes what follows from other files: {@code crds/} from the API records, and the chart's copies and README; {@code ./mvnw -Pcrds}. */
final class GeneratedFiles {

    private GeneratedFiles() {}

    public static void main(String[] arguments) throws IOException {
        CrdGenerator.main(arguments);
        for (var copy : Chart.copies().entrySet()) {
            Files.createDirectories(copy.getKey().getParent());
            Files.copy(copy.getValue(), copy.getKey(), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.writeString(Chart.README, Chart.readme());
    }
}
