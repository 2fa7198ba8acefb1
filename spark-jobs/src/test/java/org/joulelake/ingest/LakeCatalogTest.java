package org.joulelake.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

import org.joulelake.spark.catalog.LakeCatalog;

/** A catalog of a Spark session that is reached by the settings file of the commands. */
@ExtendWith(LakeExtension.class)
class LakeCatalogTest {

    private static final String CATALOG = "spark.sql.catalog.elsewhere";

    private static LakeFixture lake;

    @TempDir
    private Path folder;

    @BeforeAll
    static void keep(LakeFixture fixture) {
        lake = fixture;
    }

    @Test
    void isReachedByASettingsFile() throws IOException {
        String settings = lake.lakeSettings().entrySet().stream()
                .map(setting -> setting.getKey() + " = " + setting.getValue())
                .collect(Collectors.joining("\n"));
        SparkSession session = session(Files.writeString(folder.resolve("lake.properties"), settings));
        assertThat(session.sql("SELECT count(*) FROM elsewhere.power.quarantine")
                        .first()
                        .getLong(0))
                .isZero();
        assertThat(session.sql("SHOW VIEWS IN elsewhere.power").collectAsList())
                .extracting(row -> row.getString(1))
                .contains("samples");
        assertThat(session.sql("SET").collectAsList().toString())
                .as("settings of the session")
                .doesNotContain("elsewhere.s3.");
    }

    @Test
    void saysThatThereIsNoSuchFile() {
        SparkSession session = session(folder.resolve("nothing.properties"));
        assertThatThrownBy(() -> session.sql("SELECT * FROM elsewhere.power.blocks"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no settings file")
                .hasMessageContaining("nothing.properties");
    }

    private static SparkSession session(Path settings) {
        SparkSession session = lake.spark().newSession();
        session.conf().set(CATALOG, LakeCatalog.class.getName());
        session.conf().set(CATALOG + "." + LakeCatalog.CONFIG, settings.toString());
        return session;
    }
}
