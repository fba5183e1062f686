package org.tributary.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

class BackgroundTest {
  @Test
  void bothRunAtATime() {
    CountDownLatch here = new CountDownLatch(1);
    Background<String> background =
        Background.start(
            "test",
            () -> {
              await(here);
              return "read";
            });
    here.countDown();
    assertThat(background.result()).isEqualTo("read");
    assertThat(background.result()).isEqualTo("read");
  }

  @Test
  void anErrorIsThrownAsItWas() {
    TributaryException wrong = TributaryException.of(ErrorCode.INPUT_MISSING, "No table.");
    Background<String> background =
        Background.start(
            "test",
            () -> {
              throw wrong;
            });
    assertThatThrownBy(background::result).isSameAs(wrong);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
