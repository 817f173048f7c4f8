// SPDX-License-Identifier: Apache-2.0

/// The 256 four-letter words of BCR-2020-012, one for each byte. First and last letter together identify a word.
public enum Bytewords {
    /// The words of bytes 0…255, each four lower-case ASCII letters, with nothing between them.
    public static let letters: [UInt8] = Array(
        """
        able acid also apex aqua arch atom aunt away axis back bald barn belt beta bias
        blue body brag brew bulb buzz calm cash cats chef city claw code cola cook cost
        crux curl cusp cyan dark data days deli dice diet door down draw drop drum dull
        duty each easy echo edge epic even exam exit eyes fact fair fern figs film fish
        fizz flap flew flux foxy free frog fuel fund gala game gear gems gift girl glow
        good gray grim guru gush gyro half hang hard hawk heat help high hill holy hope
        horn huts iced idea idle inch inky into iris iron item jade jazz join jolt jowl
        judo jugs jump junk jury keep keno kept keys kick kiln king kite kiwi knob lamb
        lava lazy leaf legs liar limp lion list logo loud love luau luck lung main many
        math maze memo menu meow mild mint miss monk nail navy need news next noon note
        numb obey oboe omit onyx open oval owls paid part peck play plus poem pool pose
        puff puma purr quad quiz race ramp real redo rich road rock roof ruby ruin runs
        rust safe saga scar sets silk skew slot soap solo song stub surf swan taco task
        taxi tent tied time tiny toil tomb toys trip tuna twin ugly undo unit urge user
        vast very veto vial vibe view visa void vows wall wand warm wasp wave waxy webs
        what when whiz wolf work yank yawn yell yoga yurt zaps zero zest zinc zone zoom
        """.utf8.filter { (0x61...0x7A).contains($0) })

    /// Returns the word of a byte.
    public static func word(for byte: UInt8) -> String {
        String(decoding: letters[Int(byte) * 4..<Int(byte) * 4 + 4], as: UTF8.self)
    }

    /// Returns whether this is a word of the list, the first and last letter of one, or `?` for an illegible word; case
    /// is ignored.
    package static func has(_ typed: borrowing Span<UInt8>) -> Bool {
        if typed.count == 1 { return typed[0] == 0x3F }
        return match(typed)?.isExact ?? false
    }

    /// Returns the byte of the word with the same first and last letter; case is ignored.
    ///
    /// - Returns: `nil` when there is no such word. `isExact` is false when letters between the two differ.
    static func match(_ typed: borrowing Span<UInt8>) -> (value: UInt8, isExact: Bool)? {
        guard typed.count >= 2 else { return nil }
        let first = typed[0] | 0x20
        let last = typed[typed.count - 1] | 0x20
        for value in 0..<256 where letters[value * 4] == first && letters[value * 4 + 3] == last {
            let isShort = typed.count == 2
            let isWhole =
                typed.count == 4 && typed[1] | 0x20 == letters[value * 4 + 1]
                && typed[2] | 0x20 == letters[value * 4 + 2]
            return (UInt8(value), isShort || isWhole)
        }
        return nil
    }
}
