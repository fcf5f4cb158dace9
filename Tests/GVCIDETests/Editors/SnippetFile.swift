@testable import GVCIDE

/// The snippets of Visual Studio Code, for where no server runs.
enum SnippetFile {
  static var text: String {
    let forms = Snippets.items + Snippets.layerItems
    let entries = forms.map { form in
      let body = form.form.split(separator: "\n", omittingEmptySubsequences: false).map {
        "\"" + $0.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
      }
      let documentation = (LanguageWord.documentation(of: form.word) ?? "")
        .replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      return """
          "\(form.word)": {
            "prefix": "\(form.word)",
            "description": "\(documentation)",
            "body": [
              \(body.joined(separator: ",\n        "))
            ]
          }
        """
    }
    return "{\n" + entries.joined(separator: ",\n") + "\n}\n"
  }
}
