package org.tributary.reports.payout;

import java.math.BigDecimal;

/**
 * What a token was worth.
 *
 * @param currency ISO 4217 code
 * @param priceDate first close date that it is shown for, ISO 8601
 * @param price units of the currency for one token
 */
public record FiatPrice(String tokenId, String currency, String priceDate, BigDecimal price) {}
