import Kernel
import TestSupport
import Testing
import Web

@Suite struct HTMLTests {
    @Test func escapesTextInElementsAndAttributes() {
        let evil = "<script>alert(\"1\")</script> & 'x'"
        let html: HTML = "<p title=\"\(evil)\">\(evil)</p>"
        let escaped = "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;"
        #expect(html.markup == "<p title=\"\(escaped)\">\(escaped)</p>")
    }

    @Test func leavesOrdinaryTextAlone() {
        #expect(HTML(text: "Jalan rusak di Désa Ambulu 🚧").markup == "Jalan rusak di Désa Ambulu 🚧")
        #expect(HTML(text: "").markup == "")
        #expect(HTML(text: "&").markup == "&amp;")
    }

    @Test func nestsAndRepeats() {
        let inner: HTML = "<b>\("a<b")</b>"
        let missing: String? = nil
        let html: HTML = """
            <ul>\(each: [1, 2], { "<li>\($0)</li>" })</ul>\(inner)\(missing)\(raw: "<hr>")\(if: false, "no")\(if: true, "yes", else: "no")
            """
        #expect(html.markup == "<ul><li>1</li><li>2</li></ul><b>a&lt;b</b><hr>yes")
    }

    @Test func writesAttributes() {
        let html: HTML = "<input\(attr: "value", "a\"b")\(attr: "checked", true)\(attr: "disabled", false)\(attr: "max", nil as String?)>"
        #expect(html.markup == "<input value=\"a&quot;b\" checked>")
    }

    @Test func dataCannotLeaveItsScript() {
        let html: HTML = "<script type=\"application/json\">\(json: ["x": "</script><script>alert(1)"])</script>"
        #expect(!html.markup.dropFirst(10).contains("<script>"))
        #expect(html.markup.contains("\\u003c/script\\u003e"))
    }

    @Test func joins() {
        let pieces: [HTML] = ["a", "b", "c"]
        #expect(pieces.joined(separator: ", ").markup == "a, b, c")
        #expect(([] as [HTML]).joined().isEmpty)
    }

    @Test(arguments: [
        "<p>a</div>", "<p>", "<p>a & b</p>", "<p class=a>b</p>", "<p id=\"a\"></p><b id=\"a\"></b>", "<p a=\"1\" a=\"2\"></p>",
        "<b><i></b></i>", "</p>",
        "<p>a < b</p>", "<!-- a", "<!doctype html", "<p a=\"&\" b=\"amp;\"></p>", "<p a=\"1></p>", "<p", "<p a", "<p ?></p>",
        "<script>\"</b>\"", "<p>a</", "<",
    ])
    func theReaderOfTestsRefusesMarkup(_ markup: String) { #expect(throws: MalformedMarkup.self) { try assertWellFormed(markup) } }

    @Test func theReaderOfTestsReads() throws {
        let page = try TestSupport.Markup("<!doctype html><p id=\"a\">1 &lt; 2<br>&#39;x&#39;</p><input value=\"&quot;\" checked>")
        #expect(page.first("p")?.text == "1 < 2'x'")
        #expect(page.first("input")?["value"] == "\"")
        #expect(page.first("input")?["checked"] == "")
        let more = try TestSupport.Markup(
            "<!-- <p> --><h1 class=\"a-b\" data-x\n>Kajén 🌾 &amp; &#x2026;</h1><script>if (a < b && c) { \"</b>\" }</script><hr/>\r\n")
        #expect(more.first("h1")?.text == "Kajén 🌾 & …" && more.first("h1")?["class"] == "a-b" && more.first("h1")?["data-x"] == "")
        #expect(more.first("script")?.text == "if (a < b && c) { \"</b>\" }")
        #expect(more.children.map(\.name) == ["h1", "script", "hr", "#text"])
    }
}

@Suite struct PathTests {
    @Test func printsLinks() {
        let path: Path = "/laporan/{code}/foto/{n}"
        #expect(path("K7M-Q2X", "a/b c") == "/laporan/K7M-Q2X/foto/a%2Fb%20c")
        #expect(path.parameters == ["code", "n"])
        let list: Path = "/laporan"
        #expect(list(query: [("kata", "a&b=c"), ("none", nil), ("ü", "é")]) == "/laporan?kata=a%26b%3Dc&%C3%BC=%C3%A9")
    }

    @Test func keepsThePathWhenTheLanguageChanges() {
        var page = Examples.page
        page.path = "/laporan?status=open&bahasa=id"
        #expect(page.path(in: .english) == "/laporan?status=open&bahasa=en")
    }

    @Test(arguments: ["//evil.example/x", "https://evil.example", "/\\evil.example", "", "laporan", "/a\nb", "/a b"])
    func refusesToLeadAway(_ path: String) { #expect(Reply.safePath(path) == "/") }

    @Test func leadsWithin() { #expect(Reply.safePath("/laporan?x=1") == "/laporan?x=1") }
}
