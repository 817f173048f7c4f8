// SPDX-License-Identifier: Apache-2.0
//
// The drawing child process: cairo, Pango, and the QR encoder copy the share into ordinary memory, which is gone when
// the child exits.

import Glibc
import Isolation
import SecretMemory
import ShareEnvelope
import SheetPrinting

/// The drawing child's whole program.
package enum DrawWorker {
    static let limits = WorkerLimits(addressSpace: 2 << 30, processorSeconds: 60, wallClock: .seconds(90))
    /// The most bytes of an order: manifest and ciphertext in base64, and a name.
    static let orderLimit = 1 << 20

    /// Reads an order from standard input, and replies with the drawn files. This must be the first call in the child.
    package static func main() -> Never {
        WorkerEntry.enter(limits, reach: .folders(FontFolders.load()))
        do {
            WorkerEntry.reply(try answer(SecretInput.read(from: STDIN_FILENO, limit: orderLimit)))
        } catch let error as PrintingError {
            WorkerEntry.refuse(message(error))
        } catch {
            WorkerEntry.refuse("the order cannot be read")
        }
    }

    private static func answer(_ input: consuming SecretBytes) throws -> SecretBytes {
        let (order, share) = try SheetOrder.decode(input)
        guard let paper = PaperSize(rawValue: order.paper), let format = SheetFormat(rawValue: order.format) else {
            throw SheetOrderError.notAnOrder
        }
        let contents = try SheetContents(order)
        let files: [SheetFile]
        if let share, let custodian = order.custodian {
            files = try SheetDrawing.draw(
                contents.custodianSheet(share, custodian: custodian),
                words: SheetWordList(letters: Bytewords.letters), paper: paper, format: format)
        } else {
            files = try SheetDrawing.draw(contents.vaultSheet(), paper: paper, format: format)
        }
        var reply = SecretWriter(capacity: 1 << 20)
        for file in files {
            reply.append(ByteCount.bytes(file.bytes.count))
            reply.append(file.bytes)
        }
        return reply.finish()
    }

    private static func message(_ error: PrintingError) -> String {
        switch error {
        case .tooManyCodes(let count, let limit):
            "a sheet would carry \(count) codes; the limit is \(limit)"
        case .drawingFailed(let reason): "the drawing library says: \(reason)"
        case .notAlphanumeric, .codeTooLarge, .wrongWordCount, .wrongWordList: "a code on the sheet cannot be drawn"
        }
    }
}
