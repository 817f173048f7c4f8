// SPDX-License-Identifier: Apache-2.0

import Alerts
import AuditResult
import CloudTrail
import Watch

/// The alerts that arrived, for the result of an audit: one for each channel of the policy.
enum ArrivedAlerts {
    static func judged(
        _ files: [String], _ paths: [String], _ account: Expectation
    ) throws(CommandFailure) -> [ResultFile.Alert] {
        guard !files.isEmpty else { return [] }
        var alerts: [ArrivedAlert] = []
        for file in files {
            let bytes = try InputFile.bytes(of: file, .alert)
            alerts.append(try AlertFile.read(file) { () throws(AlertsError) in try ArrivedAlert(bytes) })
        }
        var log = LogRecords(namedIn: alerts)
        LogReader(paths: paths).walk(&log)
        let expected = AlertExpectation(
            name: account.account, identities: [], regions: account.regions, channels: account.alertChannels,
            within: account.alertSeconds)
        var byChannel: [String: ResultFile.Alert] = [:]
        for alert in alerts {
            let judgment = ArrivalJudgment(alert, log.records, expected)
            func answer(_ question: ArrivalCheck.Question) -> ArrivalCheck.Answer {
                judgment.checks.first { $0.question == question }?.answer ?? .cannotTell
            }
            let isAboutUse = answer(.sameEvent) == .yes
            for channel in alert.channels where byChannel[channel] == nil {
                byChannel[channel] = ResultFile.Alert(
                    channel: channel, arrived: alert.time, inTime: isAboutUse ? .init(answer(.inTime)) : .no)
            }
        }
        // A channel of the policy on which nothing came is part of the result.
        for channel in account.alertChannels where byChannel[channel] == nil {
            byChannel[channel] = ResultFile.Alert(channel: channel, arrived: nil, inTime: .no)
        }
        return byChannel.sorted { $0.key < $1.key }.map(\.value)
    }
}

extension ResultFile.Alert.InTime {
    fileprivate init(_ answer: ArrivalCheck.Answer) {
        switch answer {
        case .yes: self = .yes
        case .no: self = .no
        case .cannotTell: self = .cannotTell
        }
    }
}
