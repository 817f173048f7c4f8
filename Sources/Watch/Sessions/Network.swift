// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import NetworkRanges

/// Where calls came from, against what the policy declares.
package enum Network: String, Sendable {
    case expected, unexpected, service, unknown
}

/// The networks that a policy declares.
struct DeclaredNetworks: Sendable {
    private let ranges: [NetworkRange]
    private let endpoints: Set<String>
    private let isOpen: Bool

    init(_ texts: [String]) {
        ranges = texts.compactMap { NetworkRange($0) }
        endpoints = Set(texts.filter { $0.hasPrefix("vpce-") })
        isOpen = texts.isEmpty
    }

    /// Where one event came from; a policy that declares no network expects any.
    func place(of event: LogEvent) -> Network {
        let address = event.address.flatMap { NetworkAddress($0)?.unmapped }
        let isInside = isOpen || address.map { address in ranges.contains { $0.contains(address) } } ?? false
        if let endpoint = event.vpcEndpointID {
            return isInside || endpoints.contains(endpoint) ? .expected : .unexpected
        }
        if event.isFromService { return .service }
        guard address != nil else { return .unknown }
        return isInside ? .expected : .unexpected
    }
}
