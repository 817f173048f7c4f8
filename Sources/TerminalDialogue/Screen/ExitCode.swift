// SPDX-License-Identifier: Apache-2.0

/// The program's exit codes; docs/man and the README list them, and they do not change.
package enum ExitCode: Int32 {
    /// The quorum is not met.
    case quorumNotMet = 3
    /// A rule of custody forbids it; the message says how to override it.
    case refused = 4
    /// A sheet could not be printed.
    case notPrinted = 5
    /// A sheet could not be read back, or not every printed sheet was.
    case notReadBack = 6
    /// A policy has warnings.
    case lintWarning = 8
    /// A policy has something critical.
    case lintCritical = 9
    /// Something is due soon.
    case dueSoon = 10
    /// Something is overdue or open.
    case overdue = 11
    /// The command line is wrong (sysexits.h, EX_USAGE).
    case usage = 64
    /// Something that was given cannot be used (EX_DATAERR).
    case badInput = 65
    /// Something that was named is not there (EX_NOINPUT).
    case notFound = 66
    /// A fault of this program or machine (EX_SOFTWARE).
    case fault = 70
    /// An output cannot be created (EX_CANTCREAT).
    case cannotCreate = 73
    /// An output cannot be written completely (EX_IOERR).
    case cannotWrite = 74
    /// The person ended it: 128 and SIGINT.
    case interrupted = 130
}
