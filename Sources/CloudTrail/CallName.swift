// SPDX-License-Identifier: Apache-2.0

/// What a call is named by: the service without its domain, the name as it is logged, and the name without the date and
/// version of an API.
package struct CallName: Sendable {
    package let service: String
    package let name: String
    package let stem: String

    /// Takes `eventSource` and `eventName` of a record.
    package init(source: String, name: String) {
        service = LogEvent.service(of: source)
        self.name = name
        stem = LogEvent.stem(of: name)
    }
}
