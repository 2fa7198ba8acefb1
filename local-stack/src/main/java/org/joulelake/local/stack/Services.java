package org.joulelake.local.stack;

import java.util.function.Supplier;

import org.joulelake.cli.CommandException;
import org.joulelake.embedded.ServiceStartException;

/** Starts embedded services for a user: what keeps one from starting is an error of the command. */
final class Services {

    private Services() {}

    static <T> T start(Supplier<T> service) {
        try {
            return service.get();
        } catch (ServiceStartException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }
}
