package io.skerry.agent.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FrameEdgeTest {

  @Test
  void everyEndOfAFrameIsSeenHoweverTheBytesComeInPieces() {
    SplittableRandom random = new SplittableRandom(5);
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    List<Integer> ends = new ArrayList<>();
    for (int length : new int[] {0, 1, 125, 126, 127, 4000, 65_535, 65_536, 0, 70_000, 3}) {
      frame(stream, length, random.nextBoolean());
      ends.add(stream.size());
    }
    byte[] bytes = stream.toByteArray();
    FrameEdge edge = new FrameEdge();
    List<Integer> seen = new ArrayList<>();
    int at = 0;
    while (at < bytes.length) {
      int begin = at;
      int next = ends.stream().filter(end -> end > begin).findFirst().orElseThrow();
      int piece = Math.min(next - at, 1 + random.nextInt(random.nextBoolean() ? 3 : 5000));
      edge.passed(piece, i -> bytes[begin + i]);
      at += piece;
      if (edge.isBetweenFrames()) {
        seen.add(at);
      }
    }
    assertThat(seen).isEqualTo(ends);
  }

  @Test
  void severalFramesInOnePieceAreToldApart() {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    frame(stream, 5, false);
    frame(stream, 300, true);
    byte[] bytes = stream.toByteArray();
    FrameEdge edge = new FrameEdge();
    edge.passed(bytes.length - 1, i -> bytes[i]);
    assertThat(edge.isBetweenFrames()).isFalse();
    edge.passed(1, _ -> (byte) 0);
    assertThat(edge.isBetweenFrames()).isTrue();
  }

  private static void frame(ByteArrayOutputStream out, int length, boolean masked) {
    int mask = masked ? 0x80 : 0;
    out.write(0x82);
    if (length < 126) {
      out.write(mask | length);
    } else if (length < 65_536) {
      out.write(mask | 126);
      out.write(length >> 8);
      out.write(length);
    } else {
      out.write(mask | 127);
      for (int shift = 56; shift >= 0; shift -= 8) {
        out.write((int) ((long) length >> shift));
      }
    }
    out.writeBytes(new byte[length + (masked ? 4 : 0)]);
  }
}
