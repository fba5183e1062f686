/** A restatement that somebody asked for: what it changes, and that it changes nothing else. */
package org.tributary.restate;
