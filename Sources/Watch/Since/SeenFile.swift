// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// A log file that was read, in one version.
struct SeenFile: Sendable {
    /// What was read in one go: the file itself, or a member of an archive.
    struct Part: Sendable {
        /// As in `EventPlace`.
        var name: String
        var traces: FileFingerprint
    }

    /// The path, as it was given.
    var name: String
    var stamp: FileStamp
    var parts: [Part] = []
    /// What could not be read.
    var problems: [ReadingProblem] = []
    /// The records of the lineage.
    var actorRecords: [KeptRecord] = []
    /// The records of others on the objects that the lineage changed.
    var objectRecords: [KeptRecord] = []
    /// Whether this version is no longer there.
    var isGone = false
    /// Whether something in this version may matter that was not read when it was there.
    var isMissing = false

    init(name: String, stamp: FileStamp) {
        self.name = name
        self.stamp = stamp
    }

    /// Whether the file must be read from its beginning: what could not be read once, perhaps can be now.
    var needsReading: Bool { isMissing || !problems.isEmpty }

    /// The parts that may have any of these traces.
    func parts(with wanted: WantedHalves) -> [Part] { parts.filter { $0.traces.mayContain(anyOf: wanted) } }

    /// Whether a later version has all that this one had, so that this one is no longer needed.
    func isContained(in later: SeenFile) -> Bool {
        // Of what was read for other identities or by other rules, nothing is known.
        guard !isMissing || !parts.isEmpty else { return false }
        let traces = Dictionary(later.parts.map { ($0.name, $0.traces) }) { first, _ in first }
        return parts.allSatisfy { part in traces[part.name].map(part.traces.isContained) ?? false }
            && (actorRecords + objectRecords).without(later.actorRecords + later.objectRecords).isEmpty
    }

    /// The version with what an earlier reading of it had.
    func absorbing(_ earlier: SeenFile) -> SeenFile {
        let names = Set(parts.map(\.name))
        var file = self
        file.parts += earlier.parts.filter { !names.contains($0.name) }
        file.actorRecords = actorRecords.joined(with: earlier.actorRecords)
        file.objectRecords = objectRecords.joined(with: earlier.objectRecords)
        return file
    }

    /// The version with each record once.
    var tidied: SeenFile {
        var file = self
        file.objectRecords = objectRecords.without(actorRecords)
        return file
    }

    /// The version when nothing of it can be used: it was read for other identities, or by other rules.
    var forgotten: SeenFile {
        var file = SeenFile(name: name, stamp: stamp)
        file.isMissing = true
        return file
    }

    /// What cannot be shown because this version is gone; `nil` if nothing is known to be missing.
    var missing: ReadingProblem? {
        guard isGone, isMissing else { return nil }
        let why =
            parts.isEmpty
            ? "and cannot be read again for what the policy or the rules now say"
            : "and may hold what now matters"
        return ReadingProblem(
            file: name, offset: nil,
            message: "the version of \(stamp.time), \(stamp.byteCount) bytes, is gone, \(why)")
    }
}
