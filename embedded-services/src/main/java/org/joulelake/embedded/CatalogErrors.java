package org.joulelake.embedded;

import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.exceptions.NamespaceNotEmptyException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.NoSuchViewException;
import org.apache.iceberg.exceptions.NotAuthorizedException;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.exceptions.UnprocessableEntityException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.rest.responses.ErrorResponse;

import java.util.LinkedHashMap;
import java.util.Map;

/** Which HTTP status the protocol gives to which exception. */
final class CatalogErrors {

    /** A client takes this for a commit whose outcome it does not know, which is the safe thing to take it for. */
    private static final int UNKNOWN = 500;

    private static final Map<Class<? extends RuntimeException>, Integer> STATUS = new LinkedHashMap<>();

    static {
        STATUS.put(CommitStateUnknownException.class, UNKNOWN);
        STATUS.put(CommitFailedException.class, 409);
        STATUS.put(AlreadyExistsException.class, 409);
        STATUS.put(NamespaceNotEmptyException.class, 409);
        STATUS.put(NoSuchNamespaceException.class, 404);
        STATUS.put(NoSuchTableException.class, 404);
        STATUS.put(NoSuchViewException.class, 404);
        STATUS.put(NotFoundException.class, 404);
        STATUS.put(NotAuthorizedException.class, 401);
        STATUS.put(ForbiddenException.class, 403);
        STATUS.put(UnprocessableEntityException.class, 422);
        STATUS.put(UnsupportedOperationException.class, 406);
        STATUS.put(ValidationException.class, 400);
        STATUS.put(IllegalArgumentException.class, 400);
    }

    private CatalogErrors() {}

    static ErrorResponse describe(RuntimeException failure) {
        return STATUS.entrySet().stream()
                .filter(entry -> entry.getKey().isInstance(failure))
                .findFirst()
                .map(entry -> error(entry.getValue(), entry.getKey().getSimpleName(), failure))
                .orElseGet(() -> error(UNKNOWN, failure.getClass().getSimpleName(), failure));
    }

    private static ErrorResponse error(int status, String type, RuntimeException failure) {
        return ErrorResponse.builder()
                .responseCode(status)
                .withType(type)
                .withMessage(String.valueOf(failure.getMessage()))
                .build();
    }
}
