import Kernel

/// How a dataset is named in a text that uses it: author, year, title, version, place, address.
package struct DatasetCitation: Sendable {
    package var name: String
    package var title: String
    package var producer: String
    package var regency: String
    package var version: Int
    package var publishedAt: Day
    /// With scheme and host.
    package var url: String
    package var readOn: Day

    package init(
        name: String, title: String, producer: String, regency: String, version: Int, publishedAt: Day, url: String, readOn: Day
    ) {
        self.name = name
        self.title = title
        self.producer = producer
        self.regency = regency
        self.version = version
        self.publishedAt = publishedAt
        self.url = url
        self.readOn = readOn
    }

    /// In the order of APA for data sets, in the reader's language.
    package func text(_ format: Format) -> String {
        let (of, read) = format.language == .indonesian ? ("versi", "diakses") : ("version", "retrieved")
        return
            "\(producer) \(regency). (\(publishedAt.civil.year)). \(title) (\(of) \(version)) [dataset]. \(url) (\(read) \(format.day(readOn)))"
    }

    package var bibTeX: String {
        """
        @misc{\(name.filter { $0 != "{" && $0 != "}" && $0 != "," })\(publishedAt.civil.year),
          author = {{\(escaped(producer)), \(escaped(regency))}},
          title = {\(escaped(title))},
          year = {\(publishedAt.civil.year)},
          version = {\(version)},
          howpublished = {Dataset},
          url = {\(url)},
          urldate = {\(readOn)}
        }
        """
    }

    private func escaped(_ text: String) -> String {
        text.reduce(into: "") { escaped, letter in
            if "&%$#_{}".contains(letter) { escaped += "\\" }
            escaped.append(letter)
        }
    }
}
