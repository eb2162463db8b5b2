import Foundation
import Kernel
import Storage
import Web

// One way of writing a form down, for the database and for the API alike.

extension Bilingual {
    var json: JSONValue { ["id": .string(indonesian), "en": .string(english)] }

    init(json: JSONValue?) {
        self.init(Plain.text(json?["id"]?.string ?? ""), Plain.text(json?["en"]?.string ?? ""))
    }

    static let schema = Schema.object(.required("id", .string(max: 2000)), .optional("en", .string(max: 2000)))
}

extension SheetField {
    package var json: JSONValue {
        [
            "name": .string(name), "kind": .string(kind.rawValue), "label": label.json, "help": help.json, "need": .string(need.text),
            "options": .array(options.map { ["value": .string($0.value), "label": $0.label.json] }),
        ]
    }

    /// `nil` for a kind that this program does not know.
    package init?(json: JSONValue) {
        guard let kind = json["kind"]?.string.flatMap(Kind.init(rawValue:)) else { return nil }
        self.init(
            Plain.line(json["name"]?.string ?? ""), kind, Bilingual(json: json["label"]), help: Bilingual(json: json["help"]),
            need: Need(text: json["need"]?.string ?? ""),
            options: (json["options"]?.array ?? []).map { option in
                Option(Plain.line(option["value"]?.string ?? ""), Bilingual(json: option["label"]))
            })
    }

    static let schema = Schema.named(
        "InnovationFormField",
        .object(
            .required("name", .string(max: 40).example("problem")), .required("kind", .choice(Kind.self)),
            .required("label", Bilingual.schema),
            .optional("help", Bilingual.schema),
            .optional("need", .string(max: 120).about("`optional`, `submitting`, or `FIELD=VALUE` of a yes/no or choice field.")),
            .optional("options", .array(of: .object(.required("value", .string(max: 60)), .required("label", Bilingual.schema)), max: 40))))
}

extension SheetField.Need {
    /// `optional`, `submitting` or `field=value`.
    package var text: String {
        switch self {
        case .optional: "optional"
        case .submitting: "submitting"
        case .when(let field, let value): "\(field)=\(value)"
        }
    }

    package init(text: String) {
        let typed = Plain.line(text)
        if let equals = typed.firstIndex(of: "=") {
            self = .when(
                field: typed[..<equals].trimmingCharacters(in: .whitespaces),
                value: typed[typed.index(after: equals)...].trimmingCharacters(in: .whitespaces))
        } else {
            self = typed == "submitting" ? .submitting : .optional
        }
    }
}
