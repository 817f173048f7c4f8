// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies
import ShareEnvelope
import TerminalDialogue

/// Who keeps the sheets, from options or from a YAML file.
struct RosterArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A group of custodians and how many of them are needed. Repeat for each group.", valueName: "name:number"))
    var group: [String] = []

    @Option(
        help: ArgumentHelp(
            "A group and one of its custodians. Repeat for each custodian.", valueName: "group:name"))
    var custodian: [String] = []

    @Option(
        help: ArgumentHelp(
            "A spare sheet of a group, and who keeps it apart from the custodians' sheets. It can replace a lost one. "
                + "Repeat for each spare.", valueName: "group:name"))
    var spare: [String] = []

    @Option(
        help: ArgumentHelp("How many of the groups are needed (default: all).", valueName: "number"),
        transform: PlainNumber.read)
    var groupsNeeded: Int?

    @Option(help: ArgumentHelp("Read account, groups, and custodians from a YAML file instead.", valueName: "file"))
    var roster: String?

    @OptionGroup var sealing: SealArguments

    /// Who keeps the sheets, as these options say.
    private var request: RosterRequest {
        RosterRequest(groups: group, custodians: custodian, spares: spare, groupsNeeded: groupsNeeded)
    }

    /// Returns the roster that the options or the file describe.
    func read(_ arguments: CredentialArguments) throws(CommandError) -> Roster {
        let name = try arguments.credential.map { text throws(CommandError) in
            try PublicText(named: "--credential", text, limit: Manifest.credentialLimit)
        }
        guard let path = self.roster else {
            do throws(Refusal) {
                return try request.roster(of: arguments.account).sealing(sealing.seal, credential: name)
            } catch { throw CommandError(.usage, error) }
        }
        guard request.isEmpty, arguments.account == nil else {
            throw CommandError(
                .usage, "--roster cannot be used with --account, --group, --custodian, --spare, or --groups-needed",
                hint: "put all of it into the file")
        }
        let text = try TextFile.read(path, limit: RosterFile.limit, hint: RosterFile.example)
        let written: Roster
        do throws(Refusal) { written = try RosterFile.roster(text, path: path) } catch {
            throw CommandError(.badInput, error)
        }
        if let name, let other = written.credential, name != other {
            throw CommandError(.usage, "--credential \(name): \(path) says \(other)", hint: "leave one of them out")
        }
        do throws(Refusal) { return try written.sealing(sealing.seal, credential: name ?? written.credential) } catch {
            throw CommandError(.usage, error)
        }
    }

    /// Refuses options that say who keeps the sheets, because the policy does.
    func leaveToPolicy() throws(CommandError) {
        guard request.isEmpty, roster == nil else {
            throw CommandError(
                .usage,
                "the binder's policy says who keeps what: --group, --custodian, --spare, and --roster cannot be used",
                hint: "change policy.yaml, and run `breakglass policy --adopt`")
        }
    }
}
