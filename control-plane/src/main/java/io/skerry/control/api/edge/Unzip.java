package io.skerry.control.api.edge;

import io.skerry.control.api.problem.Outcome;
import io.skerry.control.api.problem.Problem;
import io.skerry.control.api.problem.ProblemCode;
import io.skerry.schema.model.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/// Unpacks bodies, bounded: a small body can hold a very large one.
final class Unzip {

  private Unzip() {}

  /// The content of a gzip body of at most `limit` bytes.
  static Outcome<Bytes> gzip(Bytes packed, int limit) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.toArray()))) {
      byte[] content = in.readNBytes(limit + 1);
      return content.length > limit
          ? Outcome.refused(
              Problem.of(ProblemCode.TOO_LARGE, "the unpacked body is over " + limit + " bytes"))
          : Outcome.done(Bytes.copyOf(content));
    } catch (IOException broken) {
      return Outcome.refused(Problem.of(ProblemCode.MALFORMED, "the body is not gzip"));
    }
  }
}
