// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies
import Foundation
import Ledger
import TerminalDialogue

/// The option that names the binder.
struct BinderArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp("The binder's folder (default: this folder, if it is one).", valueName: "folder"))
    var binder: String?

    /// A binder that must be named here must be named in the commands that the program shows too.
    func validate() {
        if let binder { Console.name(binder: binder) }
    }

    /// The binder that was named, or this folder if it is one; `nil` otherwise.
    var found: BinderFolder? {
        if let binder { return BinderFolder(path: binder) }
        return Self.here
    }

    /// This folder if it is a binder; `nil` otherwise.
    static var here: BinderFolder? {
        let here = BinderFolder(path: ".")
        return here.isThere ? here : nil
    }

    /// The binder, or an error that says why not.
    func folder() throws(CommandError) -> BinderFolder {
        guard let found else {
            throw CommandError(
                .notFound, "no binder is named, and this folder is not one",
                hint: "--binder FOLDER, or `breakglass init FOLDER` for a new one")
        }
        return found
    }

    /// The binder, its ledger, and what follows from it.
    func read() throws(CommandError) -> (folder: BinderFolder, log: LogAudit, state: BinderState) {
        let folder = try self.folder()
        do throws(BinderError) {
            let (log, state) = try folder.readWithProgress()
            return (folder, log, state)
        } catch { throw CommandError(error) }
    }
}

/// The key that signs the binder's checkpoints.
struct BinderKeyArguments: ParsableArguments {
    @Option(
        name: .customLong("binder-key"),
        help: ArgumentHelp(
            "The file of the binder's private key (default: named by its origin, in ~/.config/breakglass).",
            valueName: "file"))
    var path: String?

    @Flag(help: "Date entries by this machine's clock although it looks wrong: another clock agrees.")
    var clockIsRight = false

    /// The path of a ledger's key.
    func file(of origin: LedgerOrigin) -> String { path ?? Self.standard(origin) }

    /// The default path: the digits of the origin, in the user's configuration.
    static func standard(_ origin: LedgerOrigin) -> String {
        let environment = ProcessInfo.processInfo.environment
        let home = environment["XDG_CONFIG_HOME"] ?? "\(environment["HOME"] ?? NSHomeDirectory())/.config"
        return "\(home)/breakglass/\(origin.digest).key"
    }

    /// The key of a binder.
    func read(of binder: BinderFolder) throws(CommandError) -> BinderKey {
        let origin: LedgerOrigin
        do throws(BinderError) { origin = try binder.origin() } catch { throw CommandError(error) }
        return try KeyFile(path: file(of: origin)).read()
    }

    /// The ledger of a binder, to append to; refuses a clock that does not fit its entries.
    func store(of binder: BinderFolder) throws(CommandError) -> LedgerStore {
        let (store, clock) = try storeInEmergency(of: binder)
        try clock.pass(isConfirmed: clockIsRight)
        return store
    }

    /// The ledger of a binder, to append to with any clock.
    func storeInEmergency(of binder: BinderFolder) throws(CommandError) -> (store: LedgerStore, clock: ClockCheck) {
        let key = try read(of: binder)
        do throws(BinderError) {
            let store = try LedgerStore(path: binder.path, key: key)
            return (store, ClockCheck(after: try store.latestTime()))
        } catch { throw CommandError(error) }
    }
}
