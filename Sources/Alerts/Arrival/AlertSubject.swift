// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// The event of the log that an alert is about.
struct AlertSubject {
    /// The record of the log; nil if none belongs to the alert.
    var record: JSONValue?
    var check: ArrivalCheck

    init(_ alert: ArrivedAlert, _ records: [JSONValue], _ expectation: AlertExpectation) {
        func answered(_ answer: ArrivalCheck.Answer, _ reason: String) -> ArrivalCheck {
            ArrivalCheck(question: .sameEvent, answer: answer, reason: reason)
        }
        let held = alert.event.map { $0["detail"] ?? $0 }
        if let held, let id = held.text(at: "eventID") {
            guard let own = records.first(where: { $0.text(at: "eventID") == id }) else {
                record = nil
                check = answered(.no, "It holds the event \(id), which the log does not have.")
                return
            }
            record = own
            let differing = AlertSubject.differences(own, held)
            check =
                differing.isEmpty
                ? answered(.yes, "It holds the event \(id) of the log.")
                : answered(
                    .no, "It holds the event \(id), but the log has another \(differing.joined(separator: ", ")).")
            return
        }
        let ids = alert.eventIDs
        if let own = records.first(where: { $0.text(at: "eventID").map { ids.contains($0) } ?? false }) {
            record = own
            check = answered(.yes, "It names the event \(own.text(at: "eventID") ?? "") of the log.")
            return
        }
        let near = AlertSubject.likely(alert, records)
        record = near.count == 1 ? near[0] : nil
        switch near.count {
        case 0: check = answered(.no, "It neither holds nor names an event of the log.")
        case 1:
            check = answered(
                .cannotTell,
                "It names no event id; its event and time fit \(near[0].text(at: "eventID") ?? "one event").")
        default: check = answered(.cannotTell, "It names no event id, and \(near.count) events of the log fit.")
        }
    }

    /// The members that must not differ between an event and its copy in the log.
    private static func differences(_ one: JSONValue, _ other: JSONValue) -> [String] {
        ["eventTime", "eventName", "eventSource", "awsRegion", "sourceIPAddress", "recipientAccountId", "userIdentity"]
            .filter { key in
                guard let own = one[key], let held = other[key] else { return false }
                return own.canonical != held.canonical
            }
    }

    /// The events whose name and time a text has.
    private static func likely(_ alert: ArrivedAlert, _ records: [JSONValue]) -> [JSONValue] {
        records.filter { record in
            guard let name = record.text(at: "eventName"), alert.text.contains(name),
                let time = record.text(at: "eventTime")
            else { return false }
            let plain = time.split { $0 == "T" || $0 == "Z" }
            return alert.text.contains(time)
                || plain.count == 2 && alert.text.contains("\(plain[0]) \(plain[1])")
        }
    }
}
