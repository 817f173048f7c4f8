// SPDX-License-Identifier: Apache-2.0

import Glibc
import TerminalDialogue

extension Terminal {
    /// How many characters a line of a result may have; `nil` if no terminal shows it, but a file or a program gets it.
    static var resultWidth: Int? { isatty(STDOUT_FILENO) == 1 ? size.columns : nil }
}
