// SPDX-License-Identifier: Apache-2.0

import CloudTrail

extension LogEvent {
    /// Who the record itself says was behind the call.
    var namedPeople: [String] {
        [
            identity.session?.sourceIdentity, parameters?.member("sourceIdentity")?.text, switchedFrom,
            identity.onBehalfOfUserID,
        ].compactMap(\.self)
    }
}
