/** Takes assignments of algorithms to devices from their topic into the lake. */
package org.joulelake.assignments;
