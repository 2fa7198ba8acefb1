package org.joulelake.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The arrows of {@code docs/architecture.md}. */
class ModuleArrowsTest {

    private static JavaClasses classes;

    @BeforeAll
    static void readClasses() {
        classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .withImportOption(location -> !location.contains("-tests.jar"))
                .importPackages("org.joulelake");
    }

    @Test
    void modulesUseOnlyWhatStandsBelowThem() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("org.joulelake..")
                .layer("sample-block")
                .definedBy("org.joulelake.block..")
                .layer("command-line")
                .definedBy("org.joulelake.cli..")
                .layer("edge-producer")
                .definedBy("org.joulelake.edge..")
                .layer("iceberg-catalog")
                .definedBy("org.joulelake.catalog..")
                .layer("embedded-services")
                .definedBy("org.joulelake.embedded..")
                .layer("spark-jobs")
                .definedBy(
                        "org.joulelake.ingest..",
                        "org.joulelake.assignments..",
                        "org.joulelake.blockfile..",
                        "org.joulelake.query..",
                        "org.joulelake.spark..",
                        "org.joulelake.verify..")
                .layer("local-stack")
                .definedBy("org.joulelake.local..")
                .whereLayer("sample-block")
                .mayNotAccessAnyLayer()
                .whereLayer("command-line")
                .mayNotAccessAnyLayer()
                .whereLayer("embedded-services")
                .mayNotAccessAnyLayer()
                .whereLayer("edge-producer")
                .mayOnlyAccessLayers("sample-block", "command-line")
                .whereLayer("iceberg-catalog")
                .mayOnlyAccessLayers("command-line")
                .whereLayer("spark-jobs")
                .mayOnlyAccessLayers("sample-block", "command-line", "iceberg-catalog")
                .whereLayer("local-stack")
                .mayNotBeAccessedByAnyLayer()
                .check(classes);
    }

    @Test
    void neitherSparkNorHadoopNorIcebergReachesTheEdge() {
        noClasses()
                .that()
                .resideInAnyPackage("org.joulelake.edge..", "org.joulelake.block..", "org.joulelake.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "org.apache.iceberg..", "scala..")
                .check(classes);
    }

    /** {@code joulelake jars} leaves the MinIO client out. */
    @Test
    void settingsAreReadWithoutTheMinioClient() {
        noClasses()
                .that()
                .haveSimpleName("CatalogSettings")
                .or()
                .haveSimpleName("S3Settings")
                .should()
                .dependOnClassesThat()
                .haveSimpleName("Bucket")
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("io.minio..")
                .check(classes);
    }

    @Test
    void packagesHaveNoCycles() {
        SlicesRuleDefinition.slices()
                .matching("org.joulelake.(**)")
                .should()
                .beFreeOfCycles()
                .check(classes);
    }
}
