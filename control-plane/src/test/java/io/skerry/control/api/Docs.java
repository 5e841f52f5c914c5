package io.skerry.control.api;

/// Documents that tests send.
final class Docs {

  private Docs() {}

  static String cell(String name) {
    return """
        {"apiVersion":"skerry/v1","kind":"Cell","metadata":{"name":"%s"},
         "spec":{"cloud":"aws","region":"us-east-1","location":{"lat":38.95,"lon":-77.45}}}"""
        .formatted(name);
  }

  static String node(String name, String cell) {
    return """
        {"apiVersion":"skerry/v1","kind":"Node","metadata":{"name":"%s","labels":{"tier":"edge"}},
         "spec":{"cell":"%s","zone":"use1-az4"}}"""
        .formatted(name, cell);
  }

  static String policy(String name, int rate) {
    return """
        {"apiVersion":"skerry/v1","kind":"Policy","metadata":{"name":"%s"},
         "spec":{"service":"asr","type":"rateLimit","priority":100,
                 "placement":{"where":"region == \\"us-east-1\\""},
                 "config":{"requestsPerSecond":%d}}}"""
        .formatted(name, rate);
  }

  static String service(String name) {
    return """
        {"apiVersion":"skerry/v1","kind":"Service","metadata":{"name":"%s"},
         "spec":{"placement":{},"versions":{"v1":{"upstreams":["http://10.0.0.5:9000"]},
                 "v2":{"module":"asr@2.4.1"}}}}"""
        .formatted(name);
  }

  static String split(String name, String service, String weights) {
    return """
        {"apiVersion":"skerry/v1","kind":"TrafficSplit","metadata":{"name":"%s"},
         "spec":{"service":"%s","rules":[],"weights":%s}}"""
        .formatted(name, service, weights);
  }

  static String report(String snapshot, long generation) {
    return """
        {"bootId":"b1","agentVersion":"0.1.0","link":"connected","healthScore":100,"conditions":[],
         "applied":{"snapshot":"%s","generation":%d,"durationMicros":2310,"at":"2026-11-20T11:00:00Z"}}"""
        .formatted(snapshot, generation);
  }

  static final String ROLLOUT =
      """
      {"apiVersion":"skerry/v1","kind":"Rollout","metadata":{"name":"r"},
       "spec":{"target":{"kind":"Policy","tenant":"default","name":"x"},"targetGeneration":1,"strategy":"standard"}}""";

  static final String IDLE_REPORT =
      """
      {"bootId":"b1","agentVersion":"0.1.0","link":"connected","healthScore":100,"conditions":[]}""";
}
