// SPDX-License-Identifier: Apache-2.0

package import CloudTrail

/// One question about an alert that came, and its answer.
package struct ArrivalCheck: Hashable, Sendable {
    package enum Question: String, CaseIterable, Sendable {
        case sameEvent = "same-event"
        case channel
        case inTime = "in-time"
        case who
        case origin = "where"
        case when
        case factor

        /// The question as a person asks it.
        package var title: String {
            switch self {
            case .sameEvent: "Is it about an event of the log?"
            case .channel: "Did it come through a declared channel?"
            case .inTime: "Did it come in time?"
            case .who: "Does it say who?"
            case .origin: "Does it say from where?"
            case .when: "Does it say when?"
            case .factor: "Does it say whether a second factor was used?"
            }
        }
    }

    package enum Answer: String, Sendable {
        case yes, no
        case cannotTell = "cannot tell"
    }

    package var question: Question
    package var answer: Answer
    /// Why, as a sentence.
    package var reason: String
}

/// An alert that came, compared with the log.
package struct ArrivalJudgment: Sendable {
    package var checks: [ArrivalCheck]
    /// The event of the log that it is about.
    package var eventID: String?

    /// - Parameter records: CloudTrail's records of the log.
    package init(_ alert: ArrivedAlert, _ records: [JSONValue], _ expectation: AlertExpectation) {
        let subject = AlertSubject(alert, records, expectation)
        eventID = subject.record?.text(at: "eventID")
        checks = [
            subject.check, Self.channel(alert, expectation), Self.inTime(alert, subject.record, expectation),
        ]
        for question in [ArrivalCheck.Question.who, .origin, .when, .factor] {
            checks.append(Self.says(question, alert, subject.record))
        }
    }

    private static func channel(_ alert: ArrivedAlert, _ expectation: AlertExpectation) -> ArrivalCheck {
        func answer(_ answer: ArrivalCheck.Answer, _ reason: String) -> ArrivalCheck {
            ArrivalCheck(question: .channel, answer: answer, reason: reason)
        }
        guard !expectation.channels.isEmpty else { return answer(.cannotTell, "The policy lists no channel.") }
        guard !alert.channels.isEmpty else { return answer(.cannotTell, "The alert names no topic and no address.") }
        let declared = expectation.channels.map { channel in
            let text = channel.lowercased()
            return text.hasPrefix("mailto:") ? String(text.dropFirst("mailto:".count)) : text
        }
        if let found = alert.channels.first(where: { declared.contains($0.lowercased()) }) {
            return answer(.yes, "It came through \(found).")
        }
        // A mail may have come through a topic that its text no longer names, and a topic may send mail.
        let isComparable = declared.contains { channel in
            alert.channels.contains { (ARN(channel) != nil) == (ARN($0) != nil) }
        }
        let shown = alert.channels.joined(separator: ", ")
        return isComparable
            ? answer(.no, "It came through \(shown), which the policy does not list.")
            : answer(.cannotTell, "It names \(shown), which cannot be compared with what the policy lists.")
    }

    private static func inTime(
        _ alert: ArrivedAlert, _ record: JSONValue?, _ expectation: AlertExpectation
    ) -> ArrivalCheck {
        func answer(_ answer: ArrivalCheck.Answer, _ reason: String) -> ArrivalCheck {
            ArrivalCheck(question: .inTime, answer: answer, reason: reason)
        }
        guard let time = alert.time else { return answer(.cannotTell, "The alert does not say when it was sent.") }
        guard let began = record?.text(at: "eventTime").flatMap({ EventTime($0) }) else {
            return answer(.cannotTell, "The time of the event is not known.")
        }
        let delay = time.seconds - began.seconds
        guard delay >= 0 else {
            return answer(.cannotTell, "It is dated \(-delay) s before the event: a clock is wrong.")
        }
        guard let limit = expectation.within else {
            return answer(.cannotTell, "It came \(delay) s after the event; the policy states no deadline.")
        }
        return answer(
            delay <= limit ? .yes : .no, "It came \(delay) s after the event; the policy allows \(limit) s.")
    }

    /// Whether the alert's text holds what the record says about a question.
    private static func says(
        _ question: ArrivalCheck.Question, _ alert: ArrivedAlert, _ record: JSONValue?
    ) -> ArrivalCheck {
        func answer(_ answer: ArrivalCheck.Answer, _ reason: String) -> ArrivalCheck {
            ArrivalCheck(question: question, answer: answer, reason: reason)
        }
        guard let record else { return answer(.cannotTell, "No event of the log belongs to the alert.") }
        let wanted = words(for: question, in: record)
        guard !wanted.isEmpty else { return answer(.cannotTell, "The event itself does not say.") }
        let text = alert.text.lowercased()
        if let found = wanted.first(where: { text.contains($0.lowercased()) }) {
            return answer(.yes, question == .factor ? "It says so." : "It says \(found).")
        }
        if question == .factor, let held = alert.event, !words(for: .factor, in: held["detail"] ?? held).isEmpty {
            return answer(.yes, "It holds the event, which says so.")
        }
        return answer(.no, "The event says \(wanted[0]), the alert does not.")
    }

    /// What the record says about a question, the most exact first.
    private static func words(for question: ArrivalCheck.Question, in record: JSONValue) -> [String] {
        let paths: [String]
        switch question {
        case .who:
            if record.text(at: "userIdentity.type") == "Root" {
                return ["root"]
            }
            paths = [
                "additionalEventData.SwitchFrom", "userIdentity.arn", "userIdentity.userName",
                "userIdentity.sessionContext.sessionIssuer.arn", "userIdentity.principalId",
                "requestParameters.roleArn",
            ]
        case .origin: paths = ["sourceIPAddress"]
        case .when:
            guard let time = record.text(at: "eventTime") else { return [] }
            // A person writes the time without T and Z, and without seconds.
            let plain = time.split { $0 == "T" || $0 == "Z" }
            return [time] + (plain.count == 2 ? ["\(plain[0]) \(plain[1])", "\(plain[0]) \(plain[1].prefix(5))"] : [])
        case .factor:
            let known =
                record.text(at: "additionalEventData.MFAUsed")
                ?? record.text(at: "userIdentity.sessionContext.attributes.mfaAuthenticated")
            return known == nil ? [] : ["MFAUsed", "mfaAuthenticated", "MFA", "second factor"]
        case .sameEvent, .channel, .inTime: return []
        }
        return paths.compactMap { record.text(at: $0) }.filter { !$0.isEmpty }
    }
}
