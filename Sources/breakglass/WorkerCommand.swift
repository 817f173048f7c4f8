// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies
import SheetScanning

/// A command that is a child of this program and nothing else.
protocol WorkerSubcommand {}

/// The child processes of this program, which nobody starts by hand.
struct WorkerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "worker", abstract: "A child process of this program.", shouldDisplay: false,
        subcommands: [Decode.self, Draw.self, Stretch.self])

    struct Decode: ParsableCommand, WorkerSubcommand {
        static let configuration = CommandConfiguration(abstract: "Reads the codes of a page.")
        @Argument var page: Int?
        func run() { DecodeWorker.main(page: page) }
    }

    struct Draw: ParsableCommand, WorkerSubcommand {
        static let configuration = CommandConfiguration(abstract: "Draws a sheet.")
        func run() { DrawWorker.main() }
    }

    struct Stretch: ParsableCommand, WorkerSubcommand {
        static let configuration = CommandConfiguration(abstract: "Stretches a passphrase.")
        func run() { StretchWorker.main() }
    }
}
