// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import Watch

/// The calls that the native engine knows by name.
enum LogCalls {
    static var heartbeats: Set<String> { Heartbeats.calls }
    static var signIns: Set<String> { LogEvent.signIns }
    static var changesNothing: Set<String> { LogEvent.changesNothing }
    static var readVerbs: [String] { LogEvent.readVerbs }
}
