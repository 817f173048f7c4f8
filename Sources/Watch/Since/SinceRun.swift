// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// The steps of reading a log after an earlier run.
struct SinceRun {
    private let expectations: [Expectation]
    private let catalogue: Catalogue
    private let glance: RecordGlance
    /// The files that are there now.
    private let stamps: [String: FileStamp]
    /// Whether the state knows what matters now.
    private let isUsable: Bool
    /// What the state knows of who leads to whom.
    private let before: Survey
    /// Versions of the state; `isGone` says whether each is still there.
    private var known: [SeenFile]
    /// The versions of `known` that are there and need not be read from their beginning, by name.
    private var keptPlaces: [String: Int] = [:]
    /// What is read from its beginning in this run, by name.
    private var fresh: [String: SeenFile] = [:]
    /// Names of files that were read again because they matter only now.
    private var readAgain: Set<String> = []
    /// Places in `known` of versions that are gone and may matter.
    private var sought: Set<Int> = []
    private(set) var leads: [UInt64] = []

    init(
        _ reader: LogReader, after state: AuditState?, _ basis: StateBasis, _ expectations: [Expectation],
        _ catalogue: Catalogue
    ) {
        self.expectations = expectations
        self.catalogue = catalogue
        glance = RecordGlance(expectations, catalogue)
        stamps = Dictionary(uniqueKeysWithValues: reader.files.map { ($0, FileStamp(path: $0)) })
        let survey = state.flatMap { $0.basis == basis ? Survey(catalogue, leads: $0.leads) : nil }
        isUsable = survey != nil
        before = survey ?? Survey(catalogue)
        known = (state?.files ?? []).map { survey == nil ? $0.forgotten : $0 }
        for place in known.indices {
            let file = known[place]
            known[place].isGone = stamps[file.name] != file.stamp
            if !known[place].isGone, !file.needsReading { keptPlaces[file.name] = place }
        }
    }

    /// Reads what must be read: new files for the survey, and then those that matter, twice.
    mutating func readAll() {
        let wantedBefore = pass(following: before)
        let objectsBefore = turned(wantedBefore, known)
        let first = pass(following: survey())
        read(first, added: first.hashes.subtracting(isUsable ? wantedBefore.hashes : []), seeksActors: true)
        let second = turned(first, known + fresh.values)
        read(second, added: second.hashes.subtracting(isUsable ? objectsBefore.hashes : []), seeksActors: false)
    }

    /// The versions for the next run, and of what they hold all that matters: those that are gone stay, unless a later one
    /// has all that they had.
    func settled() -> [SeenFile] {
        var present = fresh
        var gone: [SeenFile] = []
        for (place, var file) in known.enumerated() {
            if file.isGone {
                file.isMissing = file.isMissing || sought.contains(place)
                gone.append(file)
            } else if let read = present[file.name] {
                present[file.name] = read.absorbing(file)
            } else {
                present[file.name] = file
            }
        }
        let lasting = gone.filter { file in present[file.name].map { !file.isContained(in: $0) } ?? true }
        return (present.values + lasting).map(\.tidied).sorted { one, other in
            (one.name, one.isGone ? 1 : 0, one.stamp.modified) < (
                other.name, other.isGone ? 1 : 0, other.stamp.modified
            )
        }
    }

    /// What became of the files since the last run.
    func counts(from state: AuditState?) -> SinceReading.Files {
        let earlier = state?.files ?? []
        let versions = Dictionary(grouping: earlier, by: \.name)
        var counts = SinceReading.Files()
        for (name, file) in fresh {
            guard let old = versions[name] else {
                counts.new += 1
                continue
            }
            if old.contains(where: { $0.stamp == file.stamp }) {
                counts.again += 1
            } else {
                counts.changed.append(name)
            }
        }
        counts.changed.sort()
        counts.again += readAgain.count
        counts.kept = keptPlaces.count - readAgain.count
        counts.vanished = earlier.filter { !$0.isGone && stamps[$0.name] == nil }.map(\.name).sorted()
        counts.hasOtherBasis = state != nil && !isUsable
        return counts
    }

    // MARK: - Passes

    private func pass(following survey: Survey) -> SecondPass {
        SecondPass(following: survey.followed(from: expectations), expectations, catalogue)
    }

    /// The pass that looks for the objects that these files' records of the lineage change.
    private func turned(_ pass: SecondPass, _ files: [SeenFile]) -> SecondPass {
        var pass = pass
        for record in files.flatMap(\.actorRecords) { pass.add(record.event) }
        pass.turnToObjects()
        return pass
    }

    /// The first pass, over all that is read from its beginning.
    private mutating func survey() -> Survey {
        for (name, stamp) in stamps where keptPlaces[name] == nil { fresh[name] = SeenFile(name: name, stamp: stamp) }
        let new = TwoPasses.survey(LogReader(files: fresh.keys.sorted()), expectations, catalogue)
        for (name, traces) in zip(new.survey.files, new.survey.fingerprints) {
            fresh[path(of: name)]?.parts.append(.init(name: name, traces: traces))
        }
        take(new.problems)
        var survey = before
        survey.append(new.survey)
        leads = survey.leads
        return survey
    }

    /// Reads again the files that may have what a pass looks for.
    ///
    /// - Parameter added: what no earlier run looked for.
    private mutating func read(_ pass: SecondPass, added: Set<UInt64>, seeksActors: Bool) {
        let wanted = WantedHalves(pass.hashes)
        let addedHalves = WantedHalves(added)
        var parts: [SeenFile.Part] = fresh.values.flatMap { $0.parts(with: wanted) }
        for (place, file) in known.enumerated() {
            let found = file.parts(with: addedHalves)
            if file.isGone, !found.isEmpty { sought.insert(place) }
            guard keptPlaces[file.name] == place, !found.isEmpty else { continue }
            readAgain.insert(file.name)
            parts += found
        }
        guard !parts.isEmpty else { return }
        let names = Set(parts.map(\.name))
        let (empty, glance) = (pass.empty, glance)
        let read = LogReader(files: Set(names.map(path)).sorted()).walk {
            SecondPassVisitor(empty, names, glance, seeksActors: seeksActors, keepsRecords: true)
        } end: {
            $0.take()
        }
        for (name, records) in Dictionary(grouping: read.flatMap(\.records), by: { path(of: $0.event.place.file) }) {
            change(name) { file in
                if seeksActors {
                    file.actorRecords = records.joined(with: file.actorRecords)
                } else {
                    file.objectRecords = records.joined(with: file.objectRecords)
                }
            }
        }
        take(read.flatMap(\.problems))
    }

    private mutating func take(_ problems: [ReadingProblem]) {
        for problem in problems {
            change(path(of: problem.file)) { if !$0.problems.contains(problem) { $0.problems.append(problem) } }
        }
    }

    private mutating func change(_ name: String, _ change: (inout SeenFile) -> Void) {
        if fresh[name] != nil {
            change(&fresh[name]!)
        } else if let place = keptPlaces[name] {
            change(&known[place])
        }
    }

    /// The file of the disk that has a part of this name.
    private func path(of name: String) -> String {
        guard stamps[name] == nil else { return name }
        var start = name.startIndex
        while let end = name[start...].firstRange(of: "!/") {
            let path = String(name[..<end.lowerBound])
            if stamps[path] != nil { return path }
            start = end.upperBound
        }
        return name
    }
}
