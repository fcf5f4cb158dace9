import FoundationEssentials
import GVCReport

/// A whole page: one style sheet, one script, and a policy that lets nothing else in.
struct HTMLDocument {
  let title: String
  let style: String
  let script: String
  let body: HTML

  /// The page as text.
  ///
  /// The policy allows the one style sheet and the one script by their digests: no request goes out, no
  /// attribute can style or run anything, and no form can be sent.
  var text: String {
    let style = Self.inElement(style)
    let script = Self.inElement(script)
    let policy = [
      "default-src 'none'", "style-src '\(Self.digest(style))'",
      "script-src '\(Self.digest(script))'",
      "base-uri 'none'", "form-action 'none'",
    ].joined(separator: "; ")
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(policy)">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="referrer" content="no-referrer">
      <meta name="generator" content="gvc">
      <title>\(HTML.escaped(title))</title>
      <style>\(style)</style>
      </head>
      <body>
      \(body.source)<script>\(script)</script>
      </body>
      </html>

      """
  }

  /// A style sheet or a script in which nothing ends its element.
  private static func inElement(_ text: String) -> String {
    text.replacing("</", with: "<\\/").replacing("<!--", with: "<\\!--")
  }

  private static func digest(_ text: String) -> String {
    "sha256-" + Data(SHA256(of: text).bytes).base64EncodedString()
  }
}
