/// The elements that a report is made of. None of them runs or loads anything.
public enum Tag: String, Sendable, CaseIterable {
  case a, article, aside, b, button, caption, code, dd, details, div, dl, dt, em, fieldset,
    figcaption, figure
  case footer, form, h1, h2, h3, h4, h5, header, input, label, legend, li, main, nav, ol, option,
    output, p, pre
  case section, select, span, strong, summary, table, tbody, td, th, thead, tr, ul

  /// It holds nothing and has no end.
  var isVoid: Bool { self == .input }

  /// A line ends behind it, so that the text of a report can be read and compared.
  var isBlock: Bool {
    switch self {
    case .a, .b, .button, .code, .em, .input, .label, .option, .output, .select, .span, .strong,
      .summary, .th, .td, .caption, .legend:
      false
    default: true
    }
  }
}
