package org.joulelake.local;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.stream.Collectors;

import org.joulelake.cli.CommandException;

/** What a Spark that is not ours needs on its class path to reach the lake and to know the SQL functions. */
final class SparkJars {

    /** One class of each jar. Spark, Scala and Hadoop are those of the other Spark. */
    private static final List<String> CLASSES = List.of(
            "org.joulelake.query.LakeExtensions",
            "org.joulelake.catalog.CatalogSettings",
            "org.joulelake.cli.Settings",
            "org.joulelake.block.SampleBlock",
            "org.apache.iceberg.spark.SparkCatalog",
            "software.amazon.awssdk.services.s3.S3Client",
            "org.postgresql.Driver",
            "org.sqlite.JDBC");

    private SparkJars() {}

    /** Their files, separated by commas, as {@code spark.jars} wants them. */
    static String list() {
        return CLASSES.stream().map(SparkJars::jarOf).map(Path::toString).collect(Collectors.joining(","));
    }

    private static Path jarOf(String className) {
        try {
            Class<?> found = Class.forName(className, false, SparkJars.class.getClassLoader());
            CodeSource source = found.getProtectionDomain().getCodeSource();
            return Path.of(source.getLocation().toURI());
        } catch (ClassNotFoundException | URISyntaxException e) {
            throw new CommandException("the class path has no " + className + "; build Joulelake again", e);
        }
    }
}
