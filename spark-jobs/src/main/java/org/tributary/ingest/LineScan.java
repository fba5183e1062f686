package org.tributary.ingest;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.tributary.ingest.ScannedFile.Piece;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

/**
 * Looks through the bytes of a JSON Lines file, in the order that they come: refuses what isn't
 * UTF-8, counts lines, and cuts the file between lines into pieces that know the number of their
 * first line. So many tasks can read one file, and every row has its right number whatever Spark
 * does.
 */
final class LineScan {
  private final LandingFile file;
  private final long pieceBytes;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private final CharBuffer decoded = CharBuffer.allocate(1 << 16);
  private final List<Piece> pieces = new ArrayList<>();
  private long offset;
  private long lines;
  private long pieceOffset;
  private long pieceFirstLine;
  private boolean endsWithLine = true;

  /** Pieces are the shortest runs of whole lines of at least {@code pieceBytes} bytes. */
  LineScan(LandingFile file, long pieceBytes) {
    this.file = file;
    this.pieceBytes = pieceBytes;
  }

  /** Takes the next bytes; those of a character that isn't complete yet are left in {@code in}. */
  void accept(ByteBuffer in, boolean last) {
    int from = in.position();
    CoderResult result;
    do {
      decoded.clear();
      result = decoder.decode(in, decoded, last);
    } while (result.isOverflow());
    countLines(in.array(), from, in.position());
    if (result.isError()) {
      throw TributaryException.of(
          ErrorCode.LANDING_UNREADABLE,
          "Landing file %s is no UTF-8 text: line %d, byte %d of the file. Write it again as UTF-8;"
              + " nothing of it was ingested.",
          file.name(),
          lines + 1,
          offset + 1);
    }
    if (last && offset > pieceOffset) {
      cut(endsWithLine ? lines : ++lines);
    }
  }

  long lines() {
    return lines;
  }

  List<Piece> pieces() {
    return List.copyOf(pieces);
  }

  private void countLines(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      offset++;
      endsWithLine = bytes[i] == '\n';
      if (endsWithLine) {
        lines++;
        if (offset - pieceOffset >= pieceBytes) {
          cut(lines);
        }
      }
    }
  }

  private void cut(long linesSoFar) {
    pieces.add(
        new Piece(
            file.name(), file.location(), pieceOffset, offset - pieceOffset, pieceFirstLine + 1));
    pieceOffset = offset;
    pieceFirstLine = linesSoFar;
  }
}
