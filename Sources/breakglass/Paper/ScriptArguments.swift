// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// Who takes part in a ceremony, and what its script says besides policy and ledger.
struct ScriptArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Who takes part: administrator, operator, witness, owner or observer. Repeatable; custodians and approvers "
                + "come from ledger and policy.", valueName: "role=name"))
    var role: [String] = []

    @Option(
        help: ArgumentHelp(
            "The serial number of something that people bring, such as a laptop. Repeatable.",
            valueName: "name=serial"))
    var material: [String] = []

    @Option(help: "Where it takes place.")
    var place: String?

    @Option(help: ArgumentHelp("When it takes place, with the time zone.", valueName: "time"))
    var on: String?

    @Flag(help: "It is for practice, with a worthless credential; each page says so.")
    var practice = false

    @Flag(help: "The new set gets a vault sheet (default: like the set before it).")
    var vaultSheet = false

    /// The options that were given.
    var given: [String] {
        [
            ("--role", !role.isEmpty), ("--material", !material.isEmpty), ("--place", place != nil),
            ("--on", on != nil), ("--practice", practice), ("--vault-sheet", vaultSheet),
        ].filter { $0.1 }.map { $0.0 }
    }
}
