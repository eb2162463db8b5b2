import Kernel

/// A paper as HTML: a piece for a page of ours, or a file that stands alone and prints well.
package struct PaperHTML {
    let paper: LaidPaper

    package init(_ paper: Paper) { self.paper = LaidPaper(paper) }

    /// `<article class="paper">…` to be laid into a page: headings begin at level 2, there is no inline style and no script. Links are those
    /// of the paper; for a page give it an empty ``Paper/address``.
    package var fragment: String {
        var writer = PaperHTMLWriter(paper, base: 1, isAlone: false)
        return writer.article
    }

    /// A whole file with its style inside, to be downloaded, read in any browser and printed.
    package var document: String {
        var writer = PaperHTMLWriter(paper, base: 1, isAlone: true)
        let article = writer.article
        return """
            <!DOCTYPE html>
            <html lang="\(paper.language.rawValue)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(escaped(paper.title))</title>
            <meta name="author" content="\(escaped(paper.publisher))">
            <meta name="date" content="\(paper.date)">
            <style>
            \(PaperStyle.css(paper.look))
            </style>
            </head>
            <body>
            <main>
            \(article)
            </main>
            </body>
            </html>

            """
    }
}

/// Text within elements and within quoted attributes, of HTML and of XML alike.
func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 38 || $0 == 60 || $0 == 62 || $0 == 34 || $0 == 39 }) else { return text }
    var safe = ""
    for character in text.unicodeScalars {
        switch character {
        case "&": safe += "&amp;"
        case "<": safe += "&lt;"
        case ">": safe += "&gt;"
        case "\"": safe += "&quot;"
        case "'": safe += "&#39;"
        default: safe.unicodeScalars.append(character)
        }
    }
    return safe
}
