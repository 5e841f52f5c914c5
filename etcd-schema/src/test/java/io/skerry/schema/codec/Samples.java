package io.skerry.schema.codec;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.schema.model.Bytes;
import java.util.List;

/// One complete document of each kind that operators declare, every optional field set.
final class Samples {

  static final String ALL =
      """
      apiVersion: skerry/v1
      kind: Cell
      metadata: {name: aws-us-east-1}
      spec: {cloud: aws, region: us-east-1, location: {lat: 38.95, lon: -77.45}}
      ---
      apiVersion: skerry/v1
      kind: Node
      metadata: {name: iad-0017, labels: {tier: gpu, isp: level3}, annotations: {note: "rack 7"}}
      spec:
        cell: aws-us-east-1
        zone: use1-az4
        location: {city: Ashburn, lat: 39.04, lon: -77.48}
        mode: autonomous
        weight: 90
        capacity: {cpu: "8", memory: 32Gi, bandwidth: 10Gi, gpu: {model: A10, count: 1, memory: 24Gi}}
        maintenance: [{cron: "0 2 * * *", timeZone: America/New_York, duration: 2h}]
        probes:
        - {name: front, http: {url: "http://10.0.0.7:8080/ready", status: 200}, interval: 30s}
        - {name: ssh, tcp: {host: iad-0017.example.net, port: 22}, timeout: 500ms, retries: 0}
        - {name: own, selfTest: {}, unhealthy: 2, healthy: 3}
      ---
      apiVersion: skerry/v1
      kind: RolloutStrategy
      metadata: {name: cautious}
      spec:
        domain: cell
        order: [aws-us-east-1]
        waves:
        - {name: canary, nodes: 1, where: 'labels.tier == "gpu"', bake: 5s}
        - {name: cell, domains: 1, approval: true}
        - {name: rest, percent: 100}
        bake: 60s
        deadline: 30m
        maxUnavailable: 10%
        gates: [{metric: errorRate, max: 0.1%, min: 0, compare: baseline, minSamples: 500}]
        onFailure: hold
      ---
      apiVersion: skerry/v1
      kind: FreezeWindow
      metadata: {name: weekends}
      spec: {cron: "0 18 * * FRI", timeZone: Europe/Berlin, duration: 60h, reason: nobody is there}
      ---
      apiVersion: skerry/v1
      kind: FreezeWindow
      metadata: {name: sale}
      spec: {from: "2026-11-27T00:00:00Z", until: "2026-11-30T00:00:00Z"}
      ---
      apiVersion: skerry/v1
      kind: Tenant
      metadata: {name: video}
      spec: {strategy: careful, description: speech and film}
      ---
      apiVersion: skerry/v1
      kind: NotificationTarget
      metadata: {name: ops, tenant: video}
      spec: {url: "https://ops.example.com/hook", events: [held, rolledBack], secretRef: hook}
      ---
      apiVersion: skerry/v1
      kind: Service
      metadata: {name: asr, tenant: video}
      spec:
        placement: {where: 'gpu.memory > quantity("8Gi")', spread: [cloud, region], min: 3, max: 12}
        versions:
          v1: {upstreams: ["http://10.0.0.5:9000"]}
          v2: {module: "asr@2.4.1"}
          v3: {upstreams: ["https://10.0.0.6:9000"], protocol: http2}
        defaultVersion: v2
        routes: [{host: "*.example.com", pathPrefix: /asr, stripPrefix: true}, {pathPrefix: /v1}]
        timeout: 5s
        retries: {attempts: 2, budgetPercent: 10, on: [connect, reset]}
        healthCheck: {path: /health, interval: 5s, timeout: 1s, healthy: 1, unhealthy: 2}
        circuitBreaker: {failures: 3, openFor: 30s, maxRequests: 100}
        strategy: standard
      ---
      apiVersion: skerry/v1
      kind: Policy
      metadata: {name: rate-limit, tenant: video}
      spec:
        service: asr
        type: rateLimit
        priority: 100
        placement: {cells: {cloud: [aws, azure], region: [us-east-1], name: [aws-us-east-1]}, where: 'labels.tier == "gpu"'}
        config: {requestsPerSecond: 200, burst: 400}
        overrides: [{where: 'cloud == "azure"', patch: {burst: 200}}]
        strategy: standard
      ---
      apiVersion: skerry/v1
      kind: TrafficSplit
      metadata: {name: asr, tenant: video}
      spec:
        service: asr
        rules:
        - {match: {header: {name: x-canary, regex: 'v2(\\..*)?'}}, to: v2}
        - {match: {hash: {of: 'header:x-user-id', percent: 15}}, to: v2}
        weights: {v1: 95, v2: 5}
        strategy: standard
      ---
      apiVersion: skerry/v1
      kind: Rollout
      metadata: {name: 01k9zq5t6v8w9x0y1z2a3b4c5d, tenant: video}
      spec:
        changes:
        - resource: {kind: Policy, tenant: video, name: motd}
          from: {apiVersion: skerry/v1, kind: Policy, metadata: {name: motd, tenant: video}, spec: {service: asr, type: config, config: {a: 1}}}
          to: {apiVersion: skerry/v1, kind: Policy, metadata: {name: motd, tenant: video}, spec: {service: asr, type: config, config: {a: 2}}}
        - resource: {kind: Policy, tenant: video, name: rate-limit}
        strategyName: quick
        strategy: {waves: [{name: rest, percent: 100}]}
        author: alice
        expectedPlan: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
        supersedes: [01k9zq5t6v8w9x0y1z2a3b4c5a]
        orders: [{verb: approve, wave: 1, actor: bob, at: "2026-01-31T23:59:59Z", reason: seen}]
      status:
        phase: awaitingApproval
        reason: wave 1 waits for an approval
        since: "2026-01-31T23:59:59Z"
        handled: 1
        plan: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
        waves:
        - name: rest
          nodes: 3
          admittedAt: "2026-01-31T23:59:59Z"
          completeAt: "2026-01-31T23:59:59Z"
          gates: [{metric: ackFailureRate, verdict: green, reason: 0 of 3, at: "2026-01-31T23:59:59Z"}]
      """;

  private Samples() {}

  static List<JsonNode> documents() {
    return Documents.read(Bytes.utf8(ALL), Documents.Format.YAML).orThrow();
  }
}
