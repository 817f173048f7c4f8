// SPDX-License-Identifier: Apache-2.0
//
// Reads any bytes as an alert that arrived: a mail, a message of SNS, the body of a webhook. Nothing crashes, and its
// text, with all JSON inside of texts, is bounded.

import Alerts
import CloudTrail

func fuzz(_ input: [UInt8]) {
    do throws(AlertsError) {
        let alert = try ArrivedAlert(input)
        require(alert.channels.count == Set(alert.channels).count, "a channel is there once")
        require(alert.eventIDs.allSatisfy { !$0.isEmpty }, "an id has characters")
        require(alert.text.utf8.count <= 100 * input.count, "a text does not grow without end")
        _ = LogRecords(namedIn: [alert])
    } catch { require(!error.message.isEmpty, "an error has words") }
}
