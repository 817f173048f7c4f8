// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// Where calls came from, against what the policy declares.
package enum Network: String, Sendable {
    case expected, unexpected, service, unknown
}

/// The networks that a policy declares.
struct DeclaredNetworks: Sendable {
    private let ranges: [AddressRange]
    private let endpoints: Set<String>
    private let isOpen: Bool

    init(_ texts: [String]) {
        ranges = texts.compactMap { AddressRange($0) }
        endpoints = Set(texts.filter { $0.hasPrefix("vpce-") })
        isOpen = texts.isEmpty
    }

    /// Where one event came from; a policy that declares no network expects any.
    func place(of event: LogEvent) -> Network {
        if let endpoint = event.vpcEndpointID {
            return isOpen || endpoints.contains(endpoint) ? .expected : .unexpected
        }
        if event.isFromService { return .service }
        guard let bytes = event.address.flatMap(AddressRange.address) else { return .unknown }
        return isOpen || ranges.contains { $0.contains(bytes) } ? .expected : .unexpected
    }
}
