// SPDX-License-Identifier: Apache-2.0

package import CloudTrail

/// The records of a log that can be an entry, or that an alert names; all others are passed over.
package struct LogRecords: LogVisitor {
    package private(set) var records: [JSONValue] = []
    package private(set) var problems: [ReadingProblem] = []

    private let named: Set<String>

    /// - Parameter alerts: the alerts that came, whose events are kept too.
    package init(namedIn alerts: [ArrivedAlert]) {
        named = alerts.reduce(into: []) { $0.formUnion($1.eventIDs) }
    }

    package mutating func visit(_ event: borrowing ScannedEvent) {
        let isEntry = event.has(.source, "signin.amazonaws.com") || event.has(.source, "sts.amazonaws.com")
        guard isEntry || !named.isEmpty && event.text(.id).map({ named.contains($0) }) == true else { return }
        do throws(JSONValue.Fault) {
            records.append(try JSONValue(document: event.text, limit: JSONText.byteLimit))
        } catch {
            let offset = event.place.offset + error.offset
            report(ReadingProblem(file: event.file, offset: offset, message: error.message))
        }
    }

    package mutating func report(_ problem: ReadingProblem) { problems.append(problem) }
}
