package io.skerry.agent.trial;

import io.skerry.agent.trial.Trial.Attempt;
import io.skerry.schema.model.Digest;
import java.nio.BufferOverflowException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A [Trial] as bytes: small and of bounded size, so that it can be stored with every start.
public final class TrialFormat {

  private static final int DIGEST = 32;
  private static final int MOST =
      3
          + DIGEST
          + 1
          + Trial.MOST_PROVEN * (DIGEST + Long.BYTES)
          + Trial.MOST_QUARANTINED * (DIGEST + 2 * Long.BYTES);

  private TrialFormat() {}

  /// The bytes.
  public static byte[] encode(Trial trial) {
    ByteBuffer out = ByteBuffer.allocate(MOST);
    out.put((byte) trial.attempt().map(Attempt::starts).orElse(0).intValue());
    trial.attempt().ifPresent(attempt -> put(out, attempt.snapshot()));
    out.put((byte) trial.proven().size());
    trial.proven().forEach(kept -> put(out, kept.snapshot()).putLong(kept.generation()));
    out.put((byte) trial.quarantined().size());
    trial
        .quarantined()
        .forEach(
            q ->
                put(out, q.snapshot()).putLong(q.generation()).putLong(q.since().getEpochSecond()));
    byte[] bytes = new byte[out.position()];
    out.flip().get(bytes);
    return bytes;
  }

  /// The trial; empty when the bytes are none.
  public static Optional<Trial> decode(ByteBuffer in) {
    try {
      int starts = Byte.toUnsignedInt(in.get());
      Optional<Attempt> attempt =
          starts == 0 ? Optional.empty() : Optional.of(new Attempt(digest(in), starts));
      List<Kept> proven = list(in, Trial.MOST_PROVEN, i -> new Kept(digest(i), i.getLong()));
      List<Quarantine> quarantined =
          list(
              in,
              Trial.MOST_QUARANTINED,
              i -> new Quarantine(digest(i), i.getLong(), Instant.ofEpochSecond(i.getLong())));
      return in.hasRemaining()
          ? Optional.empty()
          : Optional.of(new Trial(attempt, proven, quarantined));
    } catch (BufferUnderflowException | BufferOverflowException | DateTimeException malformed) {
      return Optional.empty();
    }
  }

  private static ByteBuffer put(ByteBuffer out, Digest digest) {
    return out.put(HexFormat.of().parseHex(digest.hex()));
  }

  private static Digest digest(ByteBuffer in) {
    byte[] bytes = new byte[DIGEST];
    in.get(bytes);
    return new Digest(HexFormat.of().formatHex(bytes));
  }

  private static <T> List<T> list(ByteBuffer in, int most, Function<ByteBuffer, T> read) {
    int size = Byte.toUnsignedInt(in.get());
    if (size > most) {
      throw new BufferOverflowException();
    }
    List<T> items = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      items.add(read.apply(in));
    }
    return items;
  }
}
