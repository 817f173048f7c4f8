// SPDX-License-Identifier: Apache-2.0

import CloudTrail

extension Inspection {
    /// P-1 to P-11.
    mutating func checkTrails() {
        let regions = scope.alertRegions + path.declaredTrailRegions
        var isListed = true
        for region in regions where known(.trails(region), region, "which trails there are") == nil { isListed = false }
        let trails = path.trails
        if isListed {
            for name in scope.trails where !trails.contains(where: { $0.arn.text == name }) {
                find(
                    .trailThere, name, "the trail is in none of \(regions.joined(separator: ", "))",
                    fix: creation(ARN(name)?.name ?? name, ARN(name)?.region ?? regions[0]))
            }
            if scope.trails.isEmpty, trails.isEmpty {
                find(
                    .trailThere, "account \(account)", "there is no trail in \(regions.joined(separator: ", "))",
                    fix: creation("audit", regions[0]))
            }
        }
        for trail in trails { check(trail.arn, trail.description) }
    }

    private func creation(_ name: String, _ region: String) -> [String] {
        [
            "cloudtrail", "create-trail", "--name", name, "--s3-bucket-name", scope.buckets.first ?? "example-logs",
            "--is-multi-region-trail", "--include-global-service-events", "--enable-log-file-validation", "--region",
            region,
        ]
    }

    private mutating func check(_ trail: ARN, _ description: JSONValue) {
        let update = ["cloudtrail", "update-trail", "--name", trail.text, "--region", trail.region]
        let demands: [(key: String, rule: PostureRule, option: String)] = [
            ("IsMultiRegionTrail", .everyRegion, "--is-multi-region-trail"),
            ("IncludeGlobalServiceEvents", .globalServices, "--include-global-service-events"),
            ("LogFileValidationEnabled", .validation, "--enable-log-file-validation"),
        ]
        for demand in demands {
            switch description[demand.key]?.truth {
            case true: break
            case false: find(demand.rule, trail.text, "\(demand.key) is false", fix: update + [demand.option])
            case nil: gap(trail.text, "whether \(demand.key) is true", .trails(trail.region))
            }
        }
        if description.text(at: "KmsKeyId")?.isEmpty != false {
            find(
                .trailKey, trail.text, "it names no key", fix: update + ["--kms-key-id", "alias/cloudtrail"])
        }
        if let bucket = description.text(at: "S3BucketName") {
            if !scope.buckets.isEmpty, !scope.buckets.contains(bucket) {
                find(
                    .trailBucket, trail.text, "it writes to \(bucket)",
                    fix: update + ["--s3-bucket-name", scope.buckets[0]])
            }
        } else {
            gap(trail.text, "which bucket it writes to", .trails(trail.region))
        }
        checkStatus(of: trail)
        checkSelectors(of: trail)
        let actions = ["StopLogging", "DeleteTrail", "UpdateTrail", "PutEventSelectors"]
        findHolders(.trailChangers, trail.text, actions.map { ("cloudtrail:\($0)", trail.text) })
    }

    private mutating func checkStatus(of trail: ARN) {
        let call = ExportCall.trailStatus(trail)
        guard case .value(let status) = known(call, trail.text, "whether it is logging and its files arrive")
        else { return }
        switch status["IsLogging"]?.truth {
        case true: break
        case false:
            find(
                .logging, trail.text, "IsLogging is false",
                fix: ["cloudtrail", "start-logging", "--name", trail.text, "--region", trail.region])
        case nil: gap(trail.text, "whether it is logging", call)
        }
        for key in ["LatestDeliveryError", "LatestDigestDeliveryError"] {
            guard let error = status.text(at: key), !error.isEmpty else { continue }
            let bucket = path.trails.first { $0.arn == trail }?.description.text(at: "S3BucketName") ?? ""
            find(.delivery, trail.text, "\(key) is \(error)", fix: policyFix(bucket))
        }
    }

    private mutating func checkSelectors(of trail: ARN) {
        let call = ExportCall.selectors(trail)
        guard case .value(let value) = known(call, trail.text, "which events it records") else { return }
        let basic = value["EventSelectors"]?.elements ?? []
        let advanced = value["AdvancedEventSelectors"]?.elements ?? []
        guard !basic.isEmpty || !advanced.isEmpty else {
            gap(trail.text, "which events it records", call)
            return
        }
        let recorded = advanced.isEmpty ? RecordedEvents(basic: basic) : RecordedEvents(advanced: advanced)
        let selectors =
            #"[{"ReadWriteType":"All","IncludeManagementEvents":true,"DataResources":[],"#
            + #""ExcludeManagementEventSources":[]}]"#
        let fix = [
            "cloudtrail", "put-event-selectors", "--trail-name", trail.text, "--event-selectors", selectors, "--region",
            trail.region,
        ]
        switch (recorded.reads, recorded.writes) {
        case (true, true): break
        case (false, false) where recorded.isNarrowed:
            find(.managementEvents, trail.text, "a selector takes management events only in part", fix: fix)
        case (false, false): find(.managementEvents, trail.text, "it records no management events", fix: fix)
        case (true, false): find(.managementEvents, trail.text, "it records only events that read", fix: fix)
        case (false, true): find(.managementEvents, trail.text, "it records only events that write", fix: fix)
        }
        if !recorded.excluded.isEmpty {
            let names = recorded.excluded.sorted().joined(separator: ", ")
            find(.excludedSources, trail.text, "it leaves out \(names)", fix: fix)
        }
    }
}
