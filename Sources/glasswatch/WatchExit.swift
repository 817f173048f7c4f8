// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import Watch

/// The exit codes of glasswatch; docs/WATCH.md lists them, and they do not change. Those from 64 on are as
/// `breakglass` has them.
enum WatchExit: Int32 {
    /// Every use was opened, stayed in its bounds and left nothing behind, or there was none.
    case breakGlass = 0
    case backdoor = 8
    case cannotBeShown = 9
    /// The command line is wrong (sysexits.h, EX_USAGE).
    case usage = 64
    /// Something that was given cannot be used (EX_DATAERR).
    case badInput = 65
    /// Something that was named is not there (EX_NOINPUT).
    case notFound = 66
    /// A fault of this program or machine (EX_SOFTWARE).
    case fault = 70
    /// An output cannot be written completely (EX_IOERR).
    case cannotWrite = 74

    init(_ verdict: Verdict) {
        self =
            switch verdict {
            case .breakGlass: .breakGlass
            case .backdoor: .backdoor
            case .cannotBeShown: .cannotBeShown
            }
    }

    /// The code for a file that is not read: a wrong kind of file is bad input, and one that nobody can read, or that a
    /// folder or an idle pipe stands for, is not there.
    init(_ fault: WholeFile.Fault) {
        self =
            switch fault {
            case .unreadable, .folder, .idlePipe: .notFound
            case .device, .pipe, .tooLarge: .badInput
            }
    }
}
