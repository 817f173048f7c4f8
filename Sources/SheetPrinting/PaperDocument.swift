// SPDX-License-Identifier: Apache-2.0
//
// Papers that people read, fill in and sign: scripts of ceremonies and their records. Nothing on them is secret. The
// content is a list of blocks, which `DocumentDrawing` lays out.

/// A paper of any number of pages.
package struct PaperDocument: Hashable, Sendable {
    /// The title that viewers show.
    package let title: String
    /// The text at the head of each page, on the left.
    package let head: String
    /// The text at the head of each page, on the right, such as "PRACTICE".
    package let mark: String
    /// The text at the foot of each page, next to its number.
    package let foot: String
    /// The time in the file's metadata.
    package let created: CreationTime
    /// The content, in order.
    package let blocks: [PaperBlock]

    /// Makes a paper.
    package init(title: String, head: String, mark: String, foot: String, created: CreationTime, blocks: [PaperBlock]) {
        self.title = title
        self.head = head
        self.mark = mark
        self.foot = foot
        self.created = created
        self.blocks = blocks
    }
}

/// A part of a paper, as wide as the page between its margins.
package indirect enum PaperBlock: Hashable, Sendable {
    /// The title of the paper: a small line, a large one, and one below.
    case title(over: String, String, under: String)
    /// The name of a chapter.
    case heading(String)
    /// The name of a part of a chapter.
    case subheading(String)
    /// Sentences.
    case text([PaperText])
    /// A table.
    case table(PaperTable)
    /// Fields side by side, `perRow` in a row, each with a small name.
    case fields([PaperField], perRow: Int)
    /// Lines to write on, side by side, each with a name below it.
    case signatures([String])
    /// Room to write: a small name, then this number of lines.
    case writing(String, lines: Int)
    /// A sentence, then boxes, one of which to tick.
    case choice(String, [String])
    /// A ledger's checkpoint.
    case checkpoint(PrintedCheckpoint)
    /// Empty space, in millimeters.
    case space(Double)
    /// Starts a new page.
    case newPage
    /// Blocks that are kept on one page.
    case together([PaperBlock])
}

/// A text with a bold beginning.
package struct PaperText: Hashable, Sendable {
    /// How it looks.
    package enum Look: Hashable, Sendable {
        /// For sentences.
        case plain
        /// For what the eye should see first.
        case strong
        /// For remarks.
        case small
        /// For what is typed or compared letter by letter.
        case typed
        /// The same, for what was typed already.
        case smallTyped
    }

    /// The bold beginning.
    package let lead: String
    /// The text.
    package let text: String
    /// How it looks.
    package let look: Look

    /// Makes a text.
    package init(_ text: String, lead: String = "", _ look: Look = .plain) {
        self.lead = lead
        self.text = text
        self.look = look
    }
}

/// A field that is filled in, by the program or by hand.
package struct PaperField: Hashable, Sendable {
    /// Its small name.
    package let name: String
    /// Its content; `nil` if a person writes it.
    package let value: String?

    /// Makes a field.
    package init(_ name: String, _ value: String? = nil) {
        self.name = name
        self.value = value
    }
}
