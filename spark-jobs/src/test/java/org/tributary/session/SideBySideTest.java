package org.tributary.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SideBySideTest {
  @Test
  void bothGoOnAtOnce() {
    CountDownLatch here = new CountDownLatch(1);
    CountDownLatch there = new CountDownLatch(1);
    SideBySide<String, Integer> both =
        SideBySide.of(
            () -> {
              here.countDown();
              await(there);
              return "first";
            },
            () -> {
              there.countDown();
              await(here);
              return 2;
            });
    assertThat(both).isEqualTo(new SideBySide<>("first", 2));
  }

  @Test
  void theOtherPartHasEndedWhenOneFails() {
    AtomicBoolean ended = new AtomicBoolean();
    CountDownLatch failing = new CountDownLatch(1);
    assertThatThrownBy(
            () ->
                SideBySide.of(
                    () -> {
                      failing.countDown();
                      throw new IllegalArgumentException("first");
                    },
                    () -> {
                      await(failing);
                      ended.set(true);
                      throw new IllegalStateException("second");
                    }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("first")
        .satisfies(failure -> assertThat(failure.getSuppressed()[0]).hasMessage("second"));
    assertThat(ended).isTrue();
  }

  @Test
  void theFailureOfTheOtherThreadIsThrownAsItIs() {
    assertThatThrownBy(
            () ->
                SideBySide.of(
                    () -> 1,
                    () -> {
                      throw new IllegalStateException("second");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("second");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
