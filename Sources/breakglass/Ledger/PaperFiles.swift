// SPDX-License-Identifier: Apache-2.0
//
// What the ledger names or vouches for on paper, as the command line takes and shows it.

import ArgumentParser
import Ceremonies
import Foundation
import Ledger
import TerminalDialogue

extension PaperCheck {
    /// Reads files that should be papers of a ledger.
    init(_ paths: [String], against state: BinderState) throws(CommandError) {
        try self.init(paths, against: state) { path in
            var isFolder: ObjCBool = false
            return unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
        } bytes: { path, mayBeMissing throws(CommandError) in
            guard !mayBeMissing || FileManager.default.fileExists(atPath: path) else { return nil }
            return try InputFile.bytes(
                path, limit: BinderFile.paperLimit, hint: "name a paper's file, or a folder of papers")
        }
    }

    /// The exit code; `nil` if nothing is wrong.
    var failure: ExitCode? {
        switch trouble {
        case .stranger: .badInput
        case .missing: .notFound
        case nil: nil
        }
    }
}

extension CheckpointForm: ExpressibleByArgument {
    /// Shows the newest checkpoint of a binder.
    func show(of binder: BinderArguments) throws(CommandError) {
        let folder = try binder.folder()
        do throws(BinderError) { for line in try lines(of: folder) { Console.result(line) } } catch {
            throw CommandError(error)
        }
    }
}
