package org.tributary.evaluate;

import java.util.Optional;

/**
 * How well scores agree with retraining.
 *
 * @param datamodeling the linear datamodeling score
 * @param leaveOneOut the leave-one-out correlation, where it was measured
 */
public record Quality(Agreement datamodeling, Optional<Agreement> leaveOneOut) {}
