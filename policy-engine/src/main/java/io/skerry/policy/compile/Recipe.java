package io.skerry.policy.compile;

import io.skerry.policy.eval.NodeView;
import io.skerry.policy.eval.PlacementProgram;
import io.skerry.policy.place.Selector;
import io.skerry.schema.codec.CanonicalJson;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Policy;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Service;
import io.skerry.schema.model.Snapshot.EntryKind;
import io.skerry.schema.model.TrafficSplit;
import java.util.BitSet;
import java.util.List;

/// A rolled-out resource, made ready to be compiled for any node. Immutable.
sealed interface Recipe {

  /// What a node gets. Nodes with equal variants get equal content.
  Variant variantFor(NodeView node);

  /// The content of a variant.
  Content content(Variant variant);

  /// What the content depends on beside the resource.
  ///
  /// @param region the region in the entry's name
  /// @param overrides which of the policy's overrides apply
  record Variant(ResourceName region, BitSet overrides) {
    /// For content that is the same on every node.
    static final Variant ONLY = new Variant(new ResourceName("any"), new BitSet());
  }

  /// @param policy the resource
  /// @param selector its placement
  /// @param overrides the conditions of its overrides, in order
  record OfPolicy(Policy policy, Selector selector, List<PlacementProgram> overrides)
      implements Recipe {

    /// Copies the list.
    public OfPolicy {
      overrides = List.copyOf(overrides);
    }

    @Override
    public Variant variantFor(NodeView node) {
      BitSet applicable = new BitSet(overrides.size());
      for (int i = 0; i < overrides.size(); i++) {
        applicable.set(i, overrides.get(i).matches(node));
      }
      return new Variant(node.cell().spec().region(), applicable);
    }

    @Override
    public Content content(Variant variant) {
      return new Content(
          policy.metadata().tenant(),
          "policy/"
              + variant.region()
              + "/"
              + policy.spec().service()
              + "/"
              + policy.metadata().name(),
          EntryKind.POLICY,
          CanonicalJson.bytes(Blobs.of(policy, variant.overrides())));
    }
  }

  /// @param service the resource
  /// @param selector its placement
  /// @param blob its content
  record OfService(Service service, Selector selector, Bytes blob) implements Recipe {
    @Override
    public Variant variantFor(NodeView node) {
      return Variant.ONLY;
    }

    @Override
    public Content content(Variant variant) {
      return new Content(
          service.metadata().tenant(),
          "service/" + service.metadata().name(),
          EntryKind.SERVICE,
          blob);
    }
  }

  /// A split goes where its service goes.
  ///
  /// @param split the resource
  /// @param blob its content
  record OfSplit(TrafficSplit split, Bytes blob) implements Recipe {
    @Override
    public Variant variantFor(NodeView node) {
      return Variant.ONLY;
    }

    @Override
    public Content content(Variant variant) {
      return new Content(
          split.metadata().tenant(),
          "split/" + split.spec().service() + "/" + split.metadata().name(),
          EntryKind.TRAFFIC_SPLIT,
          blob);
    }
  }
}
