// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// Which management events the selectors of a trail take together.
struct RecordedEvents {
    /// What one selector takes.
    private struct Share {
        var kinds: Set<Kind>
        /// Services that it leaves out.
        var excluded: Set<String>
    }

    private enum Kind {
        case reads
        case writes
    }

    private let shares: [Share]
    /// Whether management events are taken only where some other field fits.
    let isNarrowed: Bool

    /// Whether events that read are taken.
    var reads: Bool { shares.contains { $0.kinds.contains(.reads) } }
    /// Whether events that write are taken.
    var writes: Bool { shares.contains { $0.kinds.contains(.writes) } }

    /// Services of which no selector takes the events that read, or none those that write.
    var excluded: Set<String> {
        var excluded: Set<String> = []
        for kind in [Kind.reads, .writes] {
            let ofKind = shares.filter { $0.kinds.contains(kind) }.map { $0.excluded }
            guard let first = ofKind.first else { continue }
            excluded.formUnion(ofKind.reduce(first) { $0.intersection($1) })
        }
        return excluded
    }

    /// Basic selectors: each has a kind of events, and services that it leaves out.
    init(basic selectors: [JSONValue]) {
        isNarrowed = false
        shares = selectors.filter { $0["IncludeManagementEvents"]?.truth != false }.map { selector in
            let kinds: Set<Kind> =
                switch selector.text(at: "ReadWriteType") {
                case "ReadOnly": [.reads]
                case "WriteOnly": [.writes]
                default: [.reads, .writes]
                }
            return Share(
                kinds: kinds,
                excluded: Set(PolicyDocument.texts(selector["ExcludeManagementEventSources"] ?? .null)))
        }
    }

    /// Advanced selectors: each is a list of fields, all of which must fit; an event is taken when one selector takes
    /// it. One with a field that is not understood takes nothing for sure.
    init(advanced selectors: [JSONValue]) {
        let ofManagement = selectors.map { $0["FieldSelectors"]?.elements ?? [] }.filter { fields in
            fields.contains { field in
                field.text(at: "Field") == "eventCategory"
                    && PolicyDocument.texts(field["Equals"] ?? .null).contains("Management")
            }
        }
        shares = ofManagement.compactMap { fields in
            var share = Share(kinds: [.reads, .writes], excluded: [])
            for field in fields {
                switch field.text(at: "Field") {
                case "eventCategory": break
                case "readOnly" where field["Equals"] != nil:
                    let values = PolicyDocument.texts(field["Equals"] ?? .null).map { $0.lowercased() }
                    share.kinds = Set(values.map { $0 == "true" ? .reads : .writes })
                case "eventSource" where field["NotEquals"] != nil:
                    share.excluded.formUnion(PolicyDocument.texts(field["NotEquals"] ?? .null))
                default: return nil
                }
            }
            return share
        }
        isNarrowed = shares.isEmpty && !ofManagement.isEmpty
    }
}
