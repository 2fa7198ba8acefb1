package org.joulelake.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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

    @Test
    void settingsThatWouldBePassedOverForLackOfAKindAreNamed() {
        for (String name : List.of(
                "catalog.uri",
                "catalog.warehouse",
                "catalog.partitioning",
                "catalog.user",
                "catalog.password",
                "catalog.property.token",
                "s3.endpoint",
                "s3.region",
                "s3.secret-access-key")) {
            assertRefused(
                    Map.of(name, "any"), name + " is set but catalog.kind is not; set it to one of rest, jdbc, glue");
        }
    }

    @Test
    void anAddressThatIsNoneIsNamed() {
        assertRefused(
                Map.of("catalog.kind", "rest", "catalog.uri", "localhost:8181"),
                "catalog.uri is 'localhost:8181'; it must be an address such as http://127.0.0.1:9000, without user or"
                        + " password");
        assertRefused(
                Map.of("catalog.kind", "jdbc", "catalog.uri", "http://localhost?password=hush"),
                "catalog.uri is 'http://localhost'; for kind jdbc it must be an address such as"
                        + " jdbc:postgresql://host/database");
        assertRefused(
                Map.of("catalog.kind", "glue", "s3.endpoint", "https://me:hush@storage"),
                "s3.endpoint is 'https://storage'; it must be an address such as http://127.0.0.1:9000, without user"
                        + " or password");
    }

    @Test
    void aWarehouseOutsideS3IsNamed() {
        assertRefused(
                Map.of("catalog.kind", "glue", "catalog.warehouse", "/var/lake"),
                "catalog.warehouse is '/var/lake'; it must be a bucket and a folder such as s3://joulelake/warehouse");
    }

    @Test
    void aRestCatalogMayNameItsWarehouseAsItLikes() {
        CatalogSettings settings = CatalogSettings.from(Settings.of(
                Map.of("catalog.kind", "rest", "catalog.uri", "http://catalog", "catalog.warehouse", "our lake")));
        assertThat(settings.icebergProperties()).containsEntry("warehouse", "our lake");
        assertThat(Bucket.ensure(settings)).isEmpty();
    }

    @Test
    void halfAPairOfKeysIsNamed() {
        assertRefused(
                Map.of("catalog.kind", "glue", "s3.access-key-id", "id"),
                "s3.access-key-id is set but s3.secret-access-key is not; set both, or neither to take keys from where"
                        + " the AWS SDK looks for them");
        assertRefused(
                Map.of("catalog.kind", "glue", "s3.secret-access-key", "hush"),
                "s3.secret-access-key is set but s3.access-key-id is not; set both, or neither to take keys from where"
                        + " the AWS SDK looks for them");
    }

    @Test
    void aFlagThatIsNeitherTrueNorFalseIsNamed() {
        assertRefused(
                Map.of("catalog.kind", "glue", "s3.path-style-access", "yes"),
                "s3.path-style-access is 'yes'; it must be true or false");
    }

    @Test
    void jdbcGetsUserPasswordAndTheLayoutThatKeepsViews() {
        CatalogSettings settings = CatalogSettings.from(Settings.of(Map.of(
                "catalog.kind", "jdbc",
                "catalog.uri", "jdbc:postgresql://db/lake",
                "catalog.user", "me",
                "catalog.password", "hush")));
        assertThat(settings.icebergProperties())
                .containsEntry("catalog-impl", "org.apache.iceberg.jdbc.JdbcCatalog")
                .containsEntry("uri", "jdbc:postgresql://db/lake")
                .containsEntry("jdbc.user", "me")
                .containsEntry("jdbc.password", "hush")
                .containsEntry("jdbc.schema-version", "V1");
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

    @ParameterizedTest
    @MethodSource("allKinds")
    void settingsOfSettingsAreTheSame(Map<String, String> given) {
        CatalogSettings settings = CatalogSettings.from(Settings.of(given));
        assertThat(CatalogSettings.from(Settings.of(settings.settings()))).isEqualTo(settings);
    }

    private static Stream<Map<String, String>> allKinds() {
        return Stream.of(
                Map.of(),
                Map.of("catalog.kind", "glue", "catalog.warehouse", "s3://lake/w", "s3.region", "eu-west-1"),
                Map.of(
                        "catalog.kind",
                        "jdbc",
                        "catalog.uri",
                        "jdbc:postgresql://db/lake",
                        "catalog.user",
                        "me",
                        "catalog.password",
                        "hush",
                        "catalog.partitioning",
                        "bucket",
                        "s3.endpoint",
                        "http://s3:9000",
                        "s3.path-style-access",
                        "false",
                        "s3.access-key-id",
                        "id",
                        "s3.secret-access-key",
                        "hush"));
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

    @Test
    void noSecretShowsInAnAddressWithAUser() {
        assertThat(SettingChecks.withoutSecrets("jdbc:postgresql://me:hush@db/lake?sslmode=require"))
                .isEqualTo("jdbc:postgresql://db/lake");
    }

    private static void assertRefused(Map<String, String> settings, String message) {
        assertThatThrownBy(() -> CatalogSettings.from(Settings.of(settings)))
                .isInstanceOf(CommandException.class)
                .hasMessage(message);
    }
}
