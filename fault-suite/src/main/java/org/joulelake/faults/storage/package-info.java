/** An S3 endpoint that can be killed, and a way to it that answers as a storage in trouble does. */
package org.joulelake.faults.storage;
