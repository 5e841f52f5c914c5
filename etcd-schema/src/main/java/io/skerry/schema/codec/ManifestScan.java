package io.skerry.schema.codec;

import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Snapshot;
import io.skerry.schema.model.Snapshot.EntryKind;
import io.skerry.schema.model.TenantName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads a manifest that is written exactly as this release writes it: canonical, every text plain
/// ASCII, the entries in their order. Whatever else there may be, right or wrong, is left to the
/// strict reader, so that this one needs no words for errors. Used once, by one thread.
final class ManifestScan {

  private static final String HEAD = "{\"apiVersion\":\"skerry/v1\",\"entries\":[";
  private static final String TAIL = "],\"kind\":\"Snapshot\"}";
  private static final String BLOB = "{\"blob\":\"";
  private static final String KIND = "\",\"kind\":\"";
  private static final String NAME = "\",\"name\":\"";
  private static final String SIZE = "\",\"size\":";
  private static final String TENANT = ",\"tenant\":\"";
  private static final String END = "\"}";

  private static final int DIGEST = 64;
  private static final int MAX_NAME = 256;
  private static final int DELETE = 0x7f;

  /// Fewer digits than what a JSON number carries exactly.
  private static final int MAX_DIGITS = 15;

  private final Bytes bytes;
  private final List<Snapshot.Entry> known;

  // Where the parts of the line lie that is being read.
  private int blob;
  private int kind;
  private int kindEnd;
  private int name;
  private int nameEnd;
  private long size;
  private int tenant;
  private int tenantEnd;

  private int nextKnown;
  private int at;
  private boolean odd;

  /// @param known entries in their order, to be taken over where they are equal
  ManifestScan(Bytes bytes, List<Snapshot.Entry> known) {
    this.bytes = bytes;
    this.known = known;
  }

  /// The manifest; empty when it is to be read strictly.
  Optional<Snapshot> read() {
    List<Snapshot.Entry> entries = new ArrayList<>(known.size() + 1);
    expect(HEAD);
    while (!odd && !is(']')) {
      if (!entries.isEmpty()) {
        expect(",");
      }
      entry(entries);
    }
    expect(TAIL);
    return odd || at != bytes.size() ? Optional.empty() : Optional.of(new Snapshot(entries));
  }

  private void entry(List<Snapshot.Entry> entries) {
    expect(BLOB);
    blob = at;
    at += DIGEST;
    expect(KIND);
    kind = at;
    kindEnd = skipText();
    expect(NAME);
    name = at;
    nameEnd = skipText();
    expect(SIZE);
    size = number();
    expect(TENANT);
    tenant = at;
    tenantEnd = skipText();
    expect(END);
    if (!odd) {
      add(near().map(this::like).orElseGet(this::make), entries);
    }
  }

  /// An entry out of its order may be one of two at the same address.
  private void add(Optional<Snapshot.Entry> next, List<Snapshot.Entry> entries) {
    if (next.isEmpty()
        || entries.size() == Snapshot.MAX_ENTRIES
        || (!entries.isEmpty() && Snapshot.ORDER.compare(entries.getLast(), next.get()) >= 0)) {
      odd = true;
    } else {
      entries.add(next.get());
    }
  }

  /// The known entry at this address.
  private Optional<Snapshot.Entry> near() {
    while (nextKnown < known.size()) {
      Snapshot.Entry candidate = known.get(nextKnown);
      int byTenant = compare(candidate.tenant().value(), tenant, tenantEnd);
      int order = byTenant == 0 ? compare(candidate.name(), name, nameEnd) : byTenant;
      if (order >= 0) {
        return order == 0 ? Optional.of(candidate) : Optional.empty();
      }
      nextKnown++;
    }
    return Optional.empty();
  }

  private Optional<Snapshot.Entry> like(Snapshot.Entry near) {
    boolean same =
        near.size() == size
            && compare(near.blob().hex(), blob, blob + DIGEST) == 0
            && compare(near.kind().wireName(), kind, kindEnd) == 0;
    return same ? Optional.of(near) : make(near.tenant(), near.name());
  }

  private Optional<Snapshot.Entry> make() {
    String owner = string(tenant, tenantEnd);
    String address = string(name, nameEnd);
    return ResourceName.isValid(owner) && !address.isBlank() && address.length() <= MAX_NAME
        ? make(new TenantName(owner), address)
        : Optional.empty();
  }

  private Optional<Snapshot.Entry> make(TenantName owner, String address) {
    String digest = string(blob, blob + DIGEST);
    for (EntryKind each : EntryKind.values()) {
      if (compare(each.wireName(), kind, kindEnd) == 0 && Digest.isValid(digest)) {
        return Optional.of(new Snapshot.Entry(owner, address, each, new Digest(digest), size));
      }
    }
    return Optional.empty();
  }

  /// Goes to the end of a text, which has nothing in it that would have to be escaped.
  private int skipText() {
    while (at < bytes.size() && bytes.at(at) >= ' ' && !is('"') && !is('\\') && !is(DELETE)) {
      at++;
    }
    return at;
  }

  private long number() {
    int from = at;
    long value = 0;
    while (at < bytes.size() && bytes.at(at) >= '0' && bytes.at(at) <= '9') {
      value = value * 10 + bytes.at(at) - '0';
      at++;
    }
    int digits = at - from;
    odd |= digits == 0 || digits > MAX_DIGITS || (digits > 1 && bytes.at(from) == '0');
    return value;
  }

  private boolean is(int c) {
    return at < bytes.size() && bytes.at(at) == c;
  }

  private void expect(String literal) {
    if (odd || at + literal.length() > bytes.size()) {
      odd = true;
      return;
    }
    for (int i = 0; i < literal.length(); i++) {
      odd |= bytes.at(at + i) != literal.charAt(i);
    }
    at += literal.length();
  }

  private int compare(String text, int from, int to) {
    int shared = Math.min(text.length(), to - from);
    for (int i = 0; i < shared; i++) {
      int difference = text.charAt(i) - bytes.at(from + i);
      if (difference != 0) {
        return difference;
      }
    }
    return text.length() - (to - from);
  }

  private String string(int from, int to) {
    byte[] text = new byte[to - from];
    for (int i = 0; i < text.length; i++) {
      text[i] = bytes.at(from + i);
    }
    return new String(text, StandardCharsets.ISO_8859_1);
  }
}
