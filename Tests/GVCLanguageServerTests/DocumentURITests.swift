import Testing

@testable import GVCLanguageServer

@Test func `Addresses are equal that name one file, however they are escaped`() {
  let plain = DocumentURI(path: "/home/ä b/c:%d#.gvc")
  #expect(plain.text == "file:///home/%C3%A4%20b/c%3A%25d%23.gvc")
  for text in [
    "file:///home/%c3%a4%20b/c:%25d%23.gvc", "FILE:///home/./ä b//c%3a%25d%23.gvc",
    "file://localhost/home/x/../%C3%A4%20b/c%3A%25d%23.gvc?q#f",
  ] {
    #expect(DocumentURI(text) == plain)
    #expect(DocumentURI(text).path == "/home/ä b/c:%d#.gvc")
    #expect(DocumentURI(text).text == text)
  }
}

@Test(arguments: ["untitled:Untitled-1", "git:/a/b.gvc", "file:", "", "gvc:/packs/x.gvc"])
func `What is no file has no path`(text: String) {
  #expect(DocumentURI(text).path == nil)
  #expect(DocumentURI(text) == DocumentURI(text))
}

@Test func `An escape that is none stays as it is`() {
  #expect(DocumentURI("file:///a%2/%zz%+1%").path == "/a%2/%zz%+1%")
}
