package org.tributary.session;

import java.util.Iterator;
import java.util.function.Function;

/** An iterator that maps as it goes, since a partition need not fit into memory. */
public final class Mapped<A, B> implements Iterator<B> {
  private final Iterator<A> source;
  private final Function<A, B> function;

  /** What {@code function} makes of each of {@code source}, when it is asked for. */
  public Mapped(Iterator<A> source, Function<A, B> function) {
    this.source = source;
    this.function = function;
  }

  @Override
  public boolean hasNext() {
    return source.hasNext();
  }

  @Override
  public B next() {
    return function.apply(source.next());
  }
}
