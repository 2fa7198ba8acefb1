package org.joulelake.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.Map;

import org.joulelake.cli.CommandException;
import org.joulelake.cli.Settings;
import org.joulelake.embedded.EmbeddedS3;

class CatalogSettingsTest {

    @Test
    void withoutAKindItIsTheStackOfThisMachine() {
        CatalogSettings settings = CatalogSettings.from(Settings.of(Map.of()));
        assertThat(settings.describe()).isEqualTo("rest catalog at http://127.0.0.1:8181");
        assertThat(settings.s3().accessKeyId()).hasValue(EmbeddedS3.ACCESS_KEY_ID);
        assertThat(settings.s3().secretAccessKey()).hasValue(EmbeddedS3.SECRET_ACCESS_KEY);
    }

    @Test
    void anUnknownKindNamesTheKnownOnes() {
        assertRefused(Map.of("catalog.kind", "hive"), "catalog.kind is 'hive'; it must be one of rest, jdbc, glue");
    }

    @Test
    void anUnknownPartitioningNamesTheKnownOnes() {
        assertRefused(
                Map.of("catalog.kind", "glue", "catalog.partitioning", "week"),
                "catalog.partitioning is 'week'; it must be one of hour, day, bucket");
    }

    @Test
    void aMissingAddressIsNamed() {
        assertRefused(Map.of("catalog.kind", "jdbc"), "catalog.uri is not set; a catalog of kind jdbc needs it");
    }

    /** Only the mapping: no account of that cloud is at hand to try it on. */
    @Test
    void glueNeedsNoAddressAndTakesKeysFromTheDefaultChain() {
        CatalogSettings settings = CatalogSettings.from(Settings.of(
                Map.of("catalog.kind", "glue", "catalog.warehouse", "s3://lake/w", "s3.region", "eu-west-1")));
        assertThat(settings.icebergProperties())
                .containsEntry("catalog-impl", "org.apache.iceberg.aws.glue.GlueCatalog")
                .containsEntry("warehouse", "s3://lake/w")
                .containsEntry("client.region", "eu-west-1")
                .containsEntry("s3.checksum-enabled", "true")
                .doesNotContainKeys("uri", "s3.endpoint", "s3.access-key-id");
        assertThat(settings.s3().hadoopProperties()).doesNotContainKeys("fs.s3a.endpoint", "fs.s3a.access.key");
    }

    @Test
    void sparkGetsTheCatalogAndTheStorage() {
        CatalogSettings settings = CatalogSettings.from(Settings.of(Map.of(
                "catalog.kind", "rest",
                "catalog.uri", "http://catalog:8181",
                "catalog.property.token", "t",
                "s3.endpoint", "http://s3:9000",
                "s3.access-key-id", "id",
                "s3.secret-access-key", "hush")));
        assertThat(settings.sparkProperties())
                .containsEntry("spark.sql.catalog.lake.uri", "http://catalog:8181")
                .containsEntry("spark.sql.catalog.lake.token", "t")
                .containsEntry("spark.sql.defaultCatalog", "lake")
                .containsEntry("spark.sql.session.timeZone", "UTC")
                .containsEntry("spark.hadoop.fs.s3a.endpoint", "http://s3:9000")
                .containsEntry("spark.hadoop.fs.s3a.secret.key", "hush")
                .containsEntry("spark.hadoop.fs.s3a.path.style.access", "true");
    }

    @Test
    void noSecretShows() {
        CatalogSettings settings = CatalogSettings.from(Settings.of(Map.of(
                "catalog.kind", "jdbc",
                "catalog.uri", "jdbc:postgresql://db/lake?password=hush1",
                "catalog.password", "hush2",
                "s3.access-key-id", "id",
                "s3.secret-access-key", "hush3")));
        assertThat(settings + settings.describe() + settings.s3()).doesNotContain("hush");
    }

    private static void assertRefused(Map<String, String> settings, String message) {
        assertThatThrownBy(() -> CatalogSettings.from(Settings.of(settings)))
                .isInstanceOf(CommandException.class)
                .hasMessage(message);
    }
}
