// SPDX-License-Identifier: Apache-2.0

import TerminalDialogue

/// The program's exit codes; ArgumentParser has a type of the same name.
typealias ExitCode = TerminalDialogue.ExitCode
