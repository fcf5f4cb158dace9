/// Which scalars of a text do not show, by the properties that Unicode gives them: the one table of it.
enum HiddenScalars {
  /// Whether a scalar by itself does not show, or drives what shows it: controls, line and paragraph
  /// separators, what is ignorable by default (soft hyphens, joiners, variation selectors, fillers, marks of
  /// direction, tags), other format characters (annotations), and noncharacters.
  static func contains(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x7F: return scalar.value < 0x20
    // Most of what is written, for which nothing need be looked up: Latin, Greek, Cyrillic, dashes and quotes,
    // signs, Han.
    case 0xA0...0xAC, 0xAE...0x2FF, 0x370...0x58F, 0x2010...0x2027, 0x2030...0x205E,
      0x2190...0x23FF, 0x4E00...0x9FFF:
      return false
    default: break
    }
    let properties = scalar.properties
    if properties.isDefaultIgnorableCodePoint || properties.isNoncharacterCodePoint { return true }
    return switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    case .format: !isVisibleFormat(scalar)
    default: false
    }
  }

  /// Whether a hidden scalar is a part of the writing where it stands, between two others: a joiner between
  /// letters of a script that joins them, or behind a virama; a joiner between emoji; one selector behind
  /// what has variants.
  static func belongs(
    _ scalar: Unicode.Scalar, between before: Unicode.Scalar?, and after: Unicode.Scalar?
  ) -> Bool {
    guard let before else { return false }
    switch scalar.value {
    case 0x200C, 0x200D:
      let virama = Unicode.CanonicalCombiningClass(rawValue: 9)
      if before.properties.canonicalCombiningClass == virama { return true }
      guard let after else { return false }
      if joins(before), joins(after) { return true }
      return scalar.value == 0x200D && isEmojiEnd(before) && isEmoji(after)
    case 0xFE0E, 0xFE0F:
      // A digit has a variant only under a key cap.
      return isEmoji(before) || before.properties.isEmoji && after?.value == 0x20E3
    case 0xFE00...0xFE02, 0xE0100...0xE01EF:
      return before.properties.isUnifiedIdeograph
    case 0x180B...0x180D, 0x180F:
      return (0x1820...0x18AA).contains(before.value)
    default:
      return false
    }
  }

  /// Signs that stand over or under the digits behind them: format characters that show.
  private static func isVisibleFormat(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x600...0x605, 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD: true
    default: false
    }
  }

  /// Whether a scalar is a letter or a mark of a script whose letters change with their neighbours: the
  /// scripts from Arabic to Adlam that are written in one stroke, and those of South and Southeast Asia.
  private static func joins(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x600...0x8FF, 0x900...0xDFF, 0xF00...0x109F, 0x1700...0x18AF, 0x1900...0x1AAF,
      0x1B00...0x1C4F, 0x1CD0...0x1CFF, 0xA800...0xA82F, 0xA840...0xA8FF, 0xA900...0xA95F,
      0xA980...0xAADF, 0xABC0...0xABFF, 0xFB50...0xFDFF, 0xFE70...0xFEFC, 0x10A00...0x10FFF,
      0x11000...0x11FFF, 0x1E900...0x1E95F:
      break
    default:
      return false
    }
    return switch scalar.properties.generalCategory {
    case .otherLetter, .modifierLetter, .uppercaseLetter, .lowercaseLetter, .nonspacingMark,
      .spacingMark:
      true
    default: false
    }
  }

  /// Whether a scalar shows as an emoji or can: not the digits and signs of key caps.
  private static func isEmoji(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value > 0x7F && scalar.properties.isEmoji
  }

  /// Whether an emoji may end with a scalar: itself, or the selector of its look.
  private static func isEmojiEnd(_ scalar: Unicode.Scalar) -> Bool {
    isEmoji(scalar) || scalar.value == 0xFE0F
  }
}
