/** What values a block may have before it is let into the lake. */
package org.joulelake.ingest.rules;
