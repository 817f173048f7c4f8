// SPDX-License-Identifier: Apache-2.0

import CPangoCairo
import Glibc

/// Where the fonts of this system lie, and what else a layout of text reads.
public enum FontFolders {
    /// Of libthai, by which Pango breaks lines of Thai.
    private static let dictionary = "/usr/share/libthai"

    /// Reads fontconfig's settings and lists, which Pango then uses, and gives the folders that layouts read files from.
    ///
    /// A list may name a font by a link: the folder that the file really lies in is among them.
    public static func load() -> [String] {
        guard FcInit() != 0 else { return [] }
        _ = FontChoice.shared
        guard let fonts = unsafe FcConfigGetFonts(nil, FcSetSystem) else { return [] }
        var folders: Set<String> = [dictionary]
        for index in 0..<Int(unsafe fonts.pointee.nfont) {
            var name: UnsafeMutablePointer<FcChar8>?
            guard unsafe FcPatternGetString(fonts.pointee.fonts[index], FC_FILE, 0, &name) == FcResultMatch,
                let name = unsafe name, let file = unsafe realpath(name, nil)
            else { continue }
            // The text lives until it is freed, after the copy.
            unsafe folders.insert(parent(of: String(cString: file)))
            unsafe free(file)
        }
        return folders.sorted()
    }

    private static func parent(of path: String) -> String {
        String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    }
}
