// SPDX-License-Identifier: Apache-2.0
//
// For each size of a text, Pango makes fontconfig sort every font of the system. A text whose characters are all in our
// own fonts needs no other font.

import CPangoCairo
import Glibc

/// Chooses the fonts to lay out a text with: only the fonts of our sheets, or all fonts of the system.
@safe
final class FontChoice: Sendable {
    /// The first use reads fontconfig's settings and lists.
    static let shared = FontChoice()

    // Written only here, once. After that, any thread may call fontconfig.
    nonisolated(unsafe) private let own: OpaquePointer?
    /// The characters that each of our fonts has.
    nonisolated(unsafe) private let charsets: [OpaquePointer]

    private init() {
        let fonts = unsafe TextStyle.Family.allCases.flatMap { family in
            unsafe [FC_WEIGHT_NORMAL, FC_WEIGHT_BOLD].map { unsafe Self.font(family, weight: $0) }
        }
        // The patterns live as long as the program.
        let charsets = unsafe fonts.compactMap { font -> OpaquePointer? in
            var charset: OpaquePointer?
            guard let font = unsafe font,
                unsafe FcPatternGetCharSet(font, FC_CHARSET, 0, &charset) == FcResultMatch
            else { return nil }
            return unsafe charset
        }
        unsafe self.charsets = unsafe charsets
        unsafe own = unsafe charsets.count == fonts.count ? Self.settings() : nil
    }

    /// A Pango context for a text, with only our fonts if they have all its characters. The caller releases it.
    func context(for text: borrowing Span<UInt8>) -> OpaquePointer {
        let isOurs =
            unsafe own != nil
            && text.withUnsafeBufferPointer { bytes in
                unsafe String(validating: bytes, as: UTF8.self)?.unicodeScalars.allSatisfy { holds($0) } ?? false
            }
        // Each thread has its own map for our fonts. Other scripts are too rare to keep a map for them.
        guard isOurs else {
            let map = unsafe pango_cairo_font_map_new()
            defer { unsafe g_object_unref(map) }
            return unsafe pango_font_map_create_context(map)
        }
        let map = unsafe pango_cairo_font_map_get_default()
        let choice = OpaquePointer(map)
        if unsafe pango_fc_font_map_get_config(choice) != own { unsafe pango_fc_font_map_set_config(choice, own) }
        return unsafe pango_font_map_create_context(map)
    }

    /// Whether our fonts are right for a character. Scripts other than Latin may need a font of their language.
    private func holds(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return true }
        guard scalar.value < 0x0250 || (0x2000..<0x2700).contains(scalar.value) else { return false }
        return unsafe charsets.allSatisfy { unsafe FcCharSetHasChar($0, scalar.value) != 0 }
    }

    private static func font(_ family: TextStyle.Family, weight: Int32) -> OpaquePointer? {
        guard let pattern = unsafe FcPatternCreate() else { return nil }
        defer { unsafe FcPatternDestroy(pattern) }
        unsafe FcPatternAddString(pattern, FC_FAMILY, family.rawValue)
        unsafe FcPatternAddInteger(pattern, FC_WEIGHT, weight)
        unsafe FcConfigSubstitute(nil, pattern, FcMatchPattern)
        unsafe FcDefaultSubstitute(pattern)
        var result = FcResultMatch
        guard let font = unsafe FcFontMatch(nil, pattern, &result) else { return nil }
        var name: UnsafeMutablePointer<FcChar8>?
        guard unsafe FcPatternGetString(font, FC_FAMILY, 0, &name) == FcResultMatch, let name = unsafe name,
            unsafe String(cString: name) == family.rawValue
        else { return nil }
        return unsafe font
    }

    /// The settings of the system, with only the fonts of our families.
    private static func settings() -> OpaquePointer? {
        guard let settings = unsafe FcConfigCreate() else { return nil }
        let ours = TextStyle.Family.allCases.map {
            #"<pattern><patelt name="family"><string>\#($0.rawValue)</string></patelt></pattern>"#
        }
        // Accepted fonts win over rejected ones. An empty pattern matches every font.
        let choice =
            "<fontconfig><selectfont><acceptfont>\(ours.joined())</acceptfont><rejectfont><pattern/></rejectfont>"
            + "</selectfont></fontconfig>"
        guard unsafe FcConfigParseAndLoad(settings, nil, 1) != 0,
            unsafe FcConfigParseAndLoadFromMemory(settings, choice, 1) != 0,
            unsafe FcConfigBuildFonts(settings) != 0
        else {
            unsafe FcConfigDestroy(settings)
            return nil
        }
        return unsafe settings
    }
}
