/** Broker, S3 endpoint, catalog and ingest of an embedded lake, in this process. */
package org.joulelake.local.stack;
