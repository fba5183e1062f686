/**
 * Who approved a settlement: the EIP-712 attestation that people sign, their signatures, and
 * whether they are as many as the policy asks for. Start with {@link
 * org.tributary.reports.approval.Attestation}.
 */
package org.tributary.reports.approval;
