// SPDX-License-Identifier: Apache-2.0

package import CloudTrail

/// What changed between the last run and this one.
package struct News: Sendable {
    /// `nil` in a first run.
    package let before: RunOutcome?
    package let now: RunOutcome
    package let files: SinceReading.Files
    /// What findings are about now and were not then.
    package let new: [RunOutcome.Item]
    /// What they were about then and are not now.
    package let gone: [RunOutcome.Item]
    /// Sessions of declared identities that the last run did not have.
    package let newUses: [RunOutcome.Use]

    package init(before: RunOutcome?, now: RunOutcome, files: SinceReading.Files) {
        self.before = before
        self.now = now
        self.files = files
        let (then, today) = (Set(before?.items ?? []), Set(now.items))
        new = now.items.filter { !then.contains($0) }
        gone = (before?.items ?? []).filter { !today.contains($0) }
        let uses = Set(before?.uses ?? [])
        newUses = now.uses.filter { !uses.contains($0) }
    }

    /// Whether a person must look: new files alone are none of it.
    package var isChanged: Bool {
        before?.verdict != now.verdict || !new.isEmpty || !gone.isEmpty || !newUses.isEmpty || !files.changed.isEmpty
            || !files.vanished.isEmpty || files.hasOtherBasis
    }

    /// The member `since` of the report for a program.
    package var json: JSONValue {
        .object([
            .init("changed", .bool(isChanged)), .init("time", .text(before?.time.description)),
            .init("verdict", .text(before?.verdict.rawValue)), .init("new", .array(new.map(\.json))),
            .init("gone", .array(gone.map(\.json))), .init("sessions", .array(newUses.map(\.json))),
            .init(
                "files",
                .object([
                    .init("new", .number(String(files.new))), .init("again", .number(String(files.again))),
                    .init("kept", .number(String(files.kept))), .init("changed", .strings(files.changed)),
                    .init("vanished", .strings(files.vanished)), .init("otherBasis", .bool(files.hasOtherBasis)),
                ])),
        ])
    }
}

extension Audit {
    /// The report for a program, with what changed since the last run.
    package func json(_ news: News) -> JSONValue {
        guard case .object(let members) = json else { return json }
        return .object(members + [.init("since", news.json)])
    }
}
