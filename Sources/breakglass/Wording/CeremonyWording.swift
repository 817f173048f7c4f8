// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import Isolation
import SecretSharing
import ShareEnvelope
import TerminalDialogue

extension CommandError {
    /// The message for a ceremony error.
    init(_ error: CeremonyError) { self.init(error, hint: nil) }

    /// The same with what can be done about sheets that were not read back.
    init(_ error: CeremonyError, hint: String?) {
        switch error {
        case .envelope(let error): self.init(error)
        case .drawing(let error):
            self.init(
                error.isRefusal ? .badInput : .fault, "the sheet cannot be drawn: \(error.words)",
                hint: error.isRefusal
                    ? "a smaller credential takes fewer codes; --vault-sheet keeps it off the custodians' sheets"
                    : "nothing was written; try again")
        case .scanning(let error):
            self.init(
                .notReadBack, "the drawn sheet cannot be read back: \(error.words)",
                hint: "nothing was written; try again")
        case .stretching(let error):
            self.init(
                error.isRefusal ? .badInput : .fault, "the passphrase cannot be used: \(error.words)",
                hint: "nothing was changed; try again")
        case .notReadBack(let number, let defect):
            let sheet = number.map { "the sheet of share \($0)" } ?? "the vault sheet"
            self.init(
                .notReadBack, "\(sheet) cannot be read back: \(defect.words)", hint: "nothing was written; try again")
        case .otherCredential:
            self.init(
                .notReadBack, "the credential read back from the sheets is not the one that was dealt",
                hint: "nothing was written; try again, on another machine if it happens twice")
        case .notEverySheetReadBack(let missing):
            self.init(
                .notReadBack, "not every printed sheet was read back: \(missing.joined(separator: ", "))", hint: hint)
        case .notSetAtAccount(let field):
            self.init(
                .refused, "the new \(field) is not set at the account: its sheets open nothing",
                hint: "destroy them; whatever was in force before stays in force")
        case .unwritten(let error): self.init(error)
        }
    }

    /// The message for an error with a folder of sheets.
    init(_ error: SheetFolderError) {
        switch error {
        case .exists(let path):
            self.init(.cannotCreate, "\(path) already exists", hint: "name a folder that does not exist yet")
        case .notReplaceable(let path, let reason):
            self.init(
                .cannotCreate, "\(path) cannot become the folder of sheets: \(reason)",
                hint: "name a folder that does not exist yet, such as \(path)/sheets")
        case .noParent(let path):
            self.init(.cannotCreate, "there is no folder \(path)", hint: "create it first")
        case .onDisk(let path):
            self.init(
                .refused, "\(path) is on a disk, where deleted sheets can be recovered",
                hint: "name a folder in memory such as /dev/shm/sheets, or add --to-disk")
        case .system(let path, let reason):
            self.init(.cannotWrite, "\(path) cannot be written: \(reason)", hint: "nothing was left there")
        }
    }

    /// The message for a printing error.
    init(_ error: PrintError) {
        switch error {
        case .noPrintSystem:
            self.init(.notPrinted, "there is no print system here", hint: "install the packages cups and cups-client")
        case .noQueue(let name, let reason):
            self.init(
                .notPrinted, "the print queue \(name) cannot be used: \(reason)", hint: "lpstat -a lists the queues")
        case .refused(let reason):
            self.init(
                .notPrinted, "the sheet was not printed: \(reason)",
                hint: "lpstat -p -d shows the state of the printers; a new split makes a new set")
        case .stuck(let job):
            self.init(
                .notPrinted, "the print job \(job) did not finish, and was canceled",
                hint: "check the printer, then print again")
        case .kept(let job):
            self.init(
                .notPrinted, "the print job \(job) did not finish, and the print system does not give it up",
                hint: "it holds a sheet: remove it with cancel -x \(job), and look whether it is gone")
        }
    }
}

extension WorkerError {
    /// Whether the worker itself gives the reason.
    var isRefusal: Bool { if case .refused = self { true } else { false } }

    /// What happened, for a person.
    var words: String {
        switch self {
        case .couldNotStart(let reason): "the helper process did not start: \(reason)"
        case .crashed(let signal): "the helper process died of signal \(signal); the file may be hostile"
        case .failed(let exitCode): "the helper process ended with code \(exitCode)"
        case .ranOutOfTime: "it took too long"
        case .ranOutOfMemory: "it needs more memory than is allowed"
        case .refused(let message): message
        case .replyTooLarge, .replyMalformed: "the helper process gave an invalid answer"
        }
    }
}

extension ReadBackDefect {
    /// What is wrong with the sheet.
    var words: String {
        switch self {
        case .noShare: "its share code is missing or unreadable"
        case .otherSet(let set): "it is a sheet of set \(set.code), not of this one"
        case .otherShare: "its share is not the one that was dealt"
        case .noManifest: "its manifest is incomplete"
        case .noCiphertext: "its locked credential is incomplete"
        }
    }
}

extension EnrolmentError {
    /// What is wrong with the enrollment code, in words that follow its name.
    var words: String {
        switch self {
        case .notEnrolment: "is not an MFA enrollment (otpauth://totp/…)"
        case .appExport: "is an authenticator app's export of its accounts, not a service's enrollment"
        case .counterBased: "is for counter-based passwords (HOTP), and paper cannot keep the counter"
        case .noSecret: "has no secret"
        case .emptySecret: "has an empty secret"
        case .shortSecret: "has a secret of one letter, which is too short for a single byte"
        case .notBase32(let position):
            "does not hold a base32 secret: character \(position) is not one of A to Z and 2 to 7"
        case .repeatedParameter(let name): "has the parameter \(name) twice, and nothing says which one counts"
        case .unknownParameter(let name, let place):
            "has a parameter that enrollments do not have: " + (name ?? "the one at position \(place)")
        case .htmlEscaped: "was copied from a web page's source: it has &amp; between its parameters instead of &"
        case .unknownValue(let name): "has a value of \(name) that this program does not know"
        }
    }

    /// What to do about it.
    var hint: String {
        switch self {
        case .notEnrolment: "give an otpauth:// text, or the base32 secret that the service shows next to its code"
        case .appExport:
            "enroll this program as another device: have the service show its code again, or reset the second factor "
                + "there; or take the account's secret out of the app and give it with --field-from NAME:otp=-"
        case .counterBased: "enroll a time-based one (TOTP) at the service"
        case .noSecret, .emptySecret, .shortSecret:
            "give the whole text of the code, or the base32 secret that the service shows next to it"
        case .notBase32: "0, 1, 8 and 9 are never in such a secret: O, I and B look like them"
        case .repeatedParameter, .unknownParameter:
            "have the service show the code again, and take a picture of it; an unknown parameter could change "
                + "every password"
        case .htmlEscaped: "write & for each &amp;, or take a picture of the code that the service shows"
        case .unknownValue: "use algorithm SHA1, SHA256 or SHA512, 6 to 8 digits, a period of 1 to 255 seconds"
        }
    }
}
