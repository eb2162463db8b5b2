import Directory
import Documents
import Foundation
import HTTPTypes
import Kernel
import Web

extension BookEndpoints {
    private static let chapter = Schema.object(
        .required("key", .string(max: 40)), .required("isShown", .boolean), .required("title", .string(max: 200)),
        .required("text", .string(max: BookTemplate.mostText)))
    private static let content: [Schema.Member] = [
        .required("letterhead", .array(of: .string(max: 120))), .required("contact", .array(of: .string(max: 120))),
        .required("accent", .string(max: 7)), .required("chapters", .array(of: chapter)),
    ]
    private static let kept = Schema.named(
        "BookTemplate",
        .object(
            .required("kind", .choice(TemplateKind.self)), .required("version", .integer), .required("note", .string),
            .required("madeAt", .instant.orNull), .required("template", .object(content))))

    static let templates = Endpoint(
        .get, BookPaths.apiTemplates, "The templates that books and commitments are made with now", permission: .editBookTemplates,
        response: .object(.required("items", .array(of: kept)))
    ) { request in
        var items: [JSONValue] = []
        for kind in TemplateKind.allCases { items.append(json(try await request.books.templates.current(kind))) }
        return .json(["items": .array(items)] as JSONValue)
    }

    static let template = Endpoint(
        .get, BookPaths.apiTemplate, "The template of one kind of book", permission: .editBookTemplates, response: kept
    ) { request in .json(json(try await request.books.templates.current(try kind(request)))) }

    static let changeTemplate = Endpoint(
        .put, BookPaths.apiTemplate, "Keep a further version of a template",
        about: "Books made before, and commitments whose text stands, stay as they are.",
        permission: .editBookTemplates,
        request: .object(.required("version", .integer), .optional("note", .string(max: 500)), .required("template", .object(content))),
        response: kept
    ) { request in
        let body = try await request.jsonValue()
        guard let sent = body["template"], let template = BookTemplate(json: String(decoding: sent.bytes, as: UTF8.self)) else {
            throw AppError.invalid("template", "books.error.template_file")
        }
        return .json(
            json(
                try await request.books.templates.change(
                    try kind(request), to: template, note: body["note"]?.string ?? "", seen: body["version"]?.integer ?? -1,
                    by: request.actor)))
    }

    static let templateHistory = Endpoint(
        .get, BookPaths.apiTemplateHistory, "Every version of a template, the newest first", permission: .editBookTemplates,
        response: .object(.required("items", .array(of: kept)))
    ) { request in
        .json(["items": .array(try await request.books.templates.history(try kind(request)).map(json))] as JSONValue)
    }

    private static func kind(_ request: Request) throws -> TemplateKind {
        guard let kind = TemplateKind(rawValue: try request.parameter("kind")) else { throw AppError.notFound }
        return kind
    }

    private static func json(_ kept: KeptTemplate) -> JSONValue {
        [
            "kind": .string(kept.kind.rawValue), "version": .integer(kept.version), "note": .string(kept.note),
            "madeAt": kept.madeAt.map { .string($0.description) } ?? .null,
            "template": (try? JSONValue(parsing: Array(kept.template.json.utf8))) ?? .null,
        ]
    }
}
