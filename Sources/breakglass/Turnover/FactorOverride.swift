// SPDX-License-Identifier: Apache-2.0

import Binder
import ShareEnvelope

/// What somebody who is to have a sheet has already of the other factor: refused, or put on record with why it goes on.
struct FactorOverride {
    private let overriding: String?
    private let act: String
    private let by: PublicText

    /// - Parameters:
    ///   - overriding: why it goes on all the same.
    ///   - act: the command.
    ///   - by: who says so.
    init(_ overriding: String?, act: String, by: PublicText) {
        self.overriding = overriding
        self.act = act
        self.by = by
    }

    /// The exception to record; none where nothing is in the way.
    ///
    /// - Throws: a complaint, when the person has paper of the other factor and nobody says why it goes on.
    func exception(
        for custodian: PublicText, _ id: PublicText?, with credentials: [CredentialName], in binder: StrictBinder,
        on day: CalendarDay
    ) throws(Complaint) -> [LedgerEvent] {
        guard let policy = binder.policy else { return [] }
        let conflicts = credentials.flatMap { name in
            FactorSeparation.conflicts(of: custodian, id, with: name, under: policy, in: binder.state, on: day)
        }
        guard let first = conflicts.first else { return [] }
        return try exception(
            expected: "password and second factor in different hands", happened: conflicts.joined(separator: "; "),
            Complaint(
                .refused, "\(first), and no one person keeps password and second factor",
                hint: "somebody else; --override \"why\" goes on all the same, on record, to be countersigned"))
    }

    /// The exception to record, or the complaint where nobody says why it goes on.
    func exception(
        expected: String, happened: String, _ refusal: Complaint
    ) throws(Complaint) -> [LedgerEvent] {
        guard let overriding, !overriding.isEmpty else { throw refusal }
        Talk.warn("\(act) goes on, on record: \(happened)")
        return [
            .exception(
                CeremonyException(
                    about: nil, expected: .known(expected), happened: .known(happened),
                    decided: try PublicText(named: "--override", overriding, limit: 1000), by: by, override: true))
        ]
    }
}

extension Policy {
    /// The credentials of which a person is to keep a sheet.
    func credentials(keptBy person: PolicyIdentifier) -> [CredentialName] {
        accounts.flatMap { account in
            account.credentials.filter { $0.keepers.contains { $0.person == person } }
                .map { CredentialName(account: account.name, credential: $0.name) }
        }
    }
}
