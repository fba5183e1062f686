/**
 * The commands that need no Spark, as {@code tributary-verify.jar} has them: approve, export,
 * submit, confirm, verify and certify a settlement.
 */
package org.tributary.reports.cli;
