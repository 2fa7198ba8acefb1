package org.joulelake.benchmarks;

import java.io.IOException;
import java.nio.file.Path;

import org.joulelake.catalog.LakeTables;
import org.joulelake.local.stack.LocalStack;
import org.joulelake.local.stack.Ports;

/** Broker, S3 endpoint and catalog in a process of their own, so that their work is not counted as the ingest's. */
public final class Services {

    private Services() {}

    /** Runs them on the folder named by the argument until standard input ends. */
    public static void main(String[] args) throws IOException {
        try (LocalStack stack = LocalStack.start(Path.of(args[0]), Ports.FREE)) {
            LakeTables.init(stack.catalogSettings());
            System.out.println(stack.bootstrapServers() + " " + stack.s3Endpoint() + " " + stack.catalogUri());
            while (System.in.read() >= 0) {
                // Only the end of the input matters.
            }
        }
        System.exit(0);
    }
}
