package io.skerry.agent.vitals;

import io.skerry.schema.model.TelemetryReport.Gpu;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The graphics cards whose driver shows them to the kernel, which is amdgpu.
///
/// @param files where the kernel tells
record KernelCards(KernelFiles files) {

  private static final double PERCENT = 100;

  List<Card> read() {
    return files.matching("sys/class/drm", "card[0-9]").stream()
        .map(card -> new Card(gpu(card), celsius(card)))
        .toList();
  }

  private Optional<Gpu> gpu(String card) {
    OptionalLong total = files.number(card + "/device/mem_info_vram_total");
    OptionalLong used = files.number(card + "/device/mem_info_vram_used");
    return total.isPresent() && used.isPresent()
        ? Optional.of(
            new Gpu(
                card.substring(card.lastIndexOf('/') + 1),
                busy(card),
                total.getAsLong(),
                used.getAsLong()))
        : Optional.empty();
  }

  private Optional<Double> busy(String card) {
    OptionalLong percent = files.number(card + "/device/gpu_busy_percent");
    return percent.isPresent()
        ? Optional.of(Math.clamp(percent.getAsLong() / PERCENT, 0.0, 1.0))
        : Optional.empty();
  }

  private Optional<Double> celsius(String card) {
    return files.matching(card + "/device/hwmon", "hwmon*").stream()
        .flatMap(sensor -> files.celsius(sensor + "/temp1_input").stream())
        .max(Double::compare);
  }
}
