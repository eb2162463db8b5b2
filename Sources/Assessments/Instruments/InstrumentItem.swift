import Kernel
import Web

/// One thing an instrument weighs: a component, an aspect of it, or what is asked and scored.
package struct InstrumentItem: Hashable, Sendable {
    /// Short and stable through editions, such as `outcome` or `A.2`: earlier years are set beside this one by it.
    package var code: String
    /// Code of what it belongs to; `nil` for components.
    package var parent: String?
    package var title: String
    package var titleEnglish: String
    /// What is looked at, and which evidence shows it.
    package var about: String
    /// Percent of what it belongs to.
    package var weight: Hundredths

    package init(
        _ code: String, in parent: String? = nil, _ title: String, english: String = "", about: String = "", weight: Hundredths
    ) {
        self.code = Plain.line(code)
        self.parent = parent.map(Plain.line).flatMap { $0.isEmpty ? nil : $0 }
        self.title = Plain.line(title)
        titleEnglish = Plain.line(english)
        self.about = Plain.text(about)
        self.weight = weight
    }

    package func title(_ language: Language) -> String { language == .english && !titleEnglish.isEmpty ? titleEnglish : title }

    var json: JSONValue {
        [
            "code": .string(code), "parent": parent.map(JSONValue.string) ?? .null, "title": .string(title),
            "titleEnglish": .string(titleEnglish), "about": .string(about), "weight": .string(weight.plain),
        ]
    }

    init?(json: JSONValue) {
        guard let code = json["code"]?.string, let title = json["title"]?.string,
            let weight = json["weight"]?.string.flatMap({ Hundredths(typed: $0) })
        else { return nil }
        self.init(
            code, in: json["parent"]?.string, title, english: json["titleEnglish"]?.string ?? "", about: json["about"]?.string ?? "",
            weight: weight)
    }
}

/// A step of maturity on the instrument's scale, described so that two people mean the same by it.
package struct InstrumentLevel: Hashable, Sendable {
    package var value: Hundredths
    package var name: String
    package var about: String

    package init(_ value: Hundredths, _ name: String, about: String = "") {
        self.value = value
        self.name = Plain.line(name)
        self.about = Plain.text(about)
    }

    var json: JSONValue { ["value": .string(value.plain), "name": .string(name), "about": .string(about)] }

    init?(json: JSONValue) {
        guard let value = json["value"]?.string.flatMap({ Hundredths(typed: $0) }), let name = json["name"]?.string else { return nil }
        self.init(value, name, about: json["about"]?.string ?? "")
    }
}
