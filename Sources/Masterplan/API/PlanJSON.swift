import Kernel
import Web
import Work

/// Plans as the API answers them.
enum PlanJSON {
    static func text(_ value: String?) -> JSONValue { value.map(JSONValue.string) ?? .null }

    static func edition(_ edition: PlanEdition) -> JSONValue {
        [
            "id": .string(edition.id.text), "kind": .string(edition.kind.rawValue), "title": .string(edition.title),
            "legalBasis": .string(edition.legalBasis), "fromYear": .integer(edition.fromYear), "toYear": .integer(edition.toYear),
            "agency": text(edition.agency), "status": .string(edition.status.rawValue), "replaces": text(edition.replaces?.text),
            "basis": text(edition.basis?.text), "adoptedOn": text(edition.adoptedOn?.description), "version": .integer(edition.version),
        ]
    }

    static func node(_ node: PlanNode) -> JSONValue {
        [
            "id": .string(node.id.text), "plan": .string(node.edition.text), "level": .string(node.level.rawValue),
            "code": .string(node.code), "title": .string(node.title), "note": .string(node.note), "parent": text(node.parent?.text),
            "agency": text(node.agency), "key": .string(node.key), "dimension": text(node.dimension), "subPillar": text(node.subPillar),
            "position": .integer(node.position), "version": .integer(node.version),
        ]
    }

    static func indicator(_ indicator: PlanIndicator) -> JSONValue {
        [
            "id": .string(indicator.id.text), "node": .string(indicator.node.text), "key": .string(indicator.key),
            "kind": .string(indicator.kind.rawValue), "name": .string(indicator.name), "unit": .string(indicator.unit),
            "polarity": .string(indicator.polarity.rawValue), "baseline": text(indicator.baseline),
            "baselineYear": indicator.baselineYear.map(JSONValue.integer) ?? .null,
            "targets": .object(Dictionary(uniqueKeysWithValues: indicator.targets.map { ("\($0.key)", JSONValue.string($0.value)) })),
            "version": .integer(indicator.version),
        ]
    }

    /// What links and parts have in common.
    private static func proposal(_ record: some TwoSided) -> [String: JSONValue] {
        [
            "id": .string(record.recordID), "proposer": text(record.proposer), "asked": text(record.asked),
            "state": .string(record.state.rawValue), "share": record.share.map(JSONValue.integer) ?? .null,
            "reason": .string(record.reason), "due": text(record.dueOn?.description), "version": .integer(record.version),
        ]
    }

    static func link(_ link: PlanLink) -> JSONValue {
        .object(
            proposal(link).merging([
                "from": .string(link.from.text), "to": .string(link.to.text), "kind": .string(link.kind.rawValue),
            ]) { $1 })
    }

    static func part(_ part: Participation) -> JSONValue {
        .object(
            proposal(part).merging([
                "subject": ["kind": .string(part.subject.kind), "id": .string(part.subject.id)], "title": .string(part.title),
                "agency": .string(part.agency), "role": .string(part.role.rawValue),
            ]) { $1 })
    }

    static func alignment(_ row: Alignment, _ table: AlignmentTable) -> JSONValue {
        [
            "node": .string(row.node.text), "title": text(table.node(row.node)?.name),
            "dimension": text(row.dimension.isEmpty ? nil : row.dimension),
            "agency": text(row.agency.isEmpty ? nil : row.agency), "objective": text(table.node(row.objective)?.id.text),
            "programme": text(table.node(row.programme)?.id.text), "subActivity": text(table.node(row.subActivity)?.id.text),
            "indicator": text(row.indicator?.text),
            "flagships": .array(table.served(row).map { node -> JSONValue in ["id": .string(node.id.text), "title": .string(node.name)] }),
            "measuredBy": row.source.map { source -> JSONValue in ["kind": .string(source.kind), "id": .string(source.id)] } ?? .null,
            "isShared": .bool(row.isShared),
            "holes": .array(row.holes.map { .string($0.rawValue) }), "nextStepOf": text(row.holes.isEmpty ? nil : row.whose ?? "planning"),
            "steps": .array(
                row.holes.map { hole -> JSONValue in ["hole": .string(hole.rawValue), "of": .string(row.owner(of: hole) ?? "planning")] }),
        ]
    }

    static func entry(_ entry: NomenclatureEntry) -> JSONValue {
        [
            "code": .string(entry.code), "kind": .string(entry.kind.rawValue), "parent": text(entry.parent), "title": .string(entry.title),
            "performance": .string(entry.performance), "indicator": .string(entry.indicator), "unit": .string(entry.unit),
            "isMinimumStandard": .bool(entry.isMinimumStandard), "previous": text(entry.previous),
        ]
    }
}

enum PlanSchemas {
    static let edition = Schema.named(
        "Plan",
        .object(
            .required("id", .id), .required("kind", .choice(PlanEdition.Kind.self)), .required("title", .string),
            .required("legalBasis", .string), .required("fromYear", .integer), .required("toYear", .integer),
            .required("agency", .id.orNull),
            .required("status", .choice(PlanEdition.Status.self)), .required("replaces", .id.orNull), .required("basis", .id.orNull),
            .required("adoptedOn", .day.orNull), .required("version", .integer)))

    static let node = Schema.named(
        "PlanNode",
        .object(
            .required("id", .id), .required("plan", .id), .required("level", .choice(PlanLevel.self)), .required("code", .string),
            .required("title", .string), .required("note", .string), .required("parent", .id.orNull), .required("agency", .id.orNull),
            .required("key", .string.about("The same thing has the same key in every edition.")), .required("dimension", .string.orNull),
            .required("subPillar", .string.orNull), .required("position", .integer), .required("version", .integer)))

    static let indicator = Schema.named(
        "PlanIndicator",
        .object(
            .required("id", .id), .required("node", .id), .required("key", .string), .required("kind", .choice(PlanIndicator.Kind.self)),
            .required("name", .string), .required("unit", .string), .required("polarity", .choice(PlanIndicator.Polarity.self)),
            .required("baseline", .string.orNull), .required("baselineYear", .integer.orNull),
            .required("targets", .map(of: .string).about("Decimal text by year.")), .required("version", .integer)))

    static let wholeNode = Schema.named(
        "PlanNodeWhole",
        .object(
            .required("node", node), .required("indicators", .array(of: indicator)), .required("links", .array(of: link)),
            .required("participations", .array(of: part)), .required("children", .array(of: node))))

    private static let proposal: [Schema.Member] = [
        .required("id", .id), .required("proposer", .id.orNull), .required("asked", .id.orNull),
        .required("state", .choice(Acceptance.self)), .required("share", .integer.orNull), .required("reason", .string),
        .required("due", .day.orNull), .required("version", .integer),
    ]

    static let link = Schema.named(
        "PlanLink",
        .object(proposal + [.required("from", .id), .required("to", .id), .required("kind", .choice(PlanLink.Kind.self))]))

    static let part = Schema.named(
        "PlanParticipation",
        .object(
            proposal + [
                .required("subject", .object(.required("kind", .string), .required("id", .string))), .required("title", .string),
                .required("agency", .id), .required("role", .choice(Participation.Role.self)),
            ]))

    static let act: Schema = .object(
        .required("act", .choice(Acceptance.workflow.acts.filter { $0.by != .system }.map(\.name))), .optional("text", .string(max: 2000)),
        .optional("version", .integer))

    static let alignment = Schema.named(
        "PlanAlignment",
        .object(
            .required("node", .id), .required("title", .string.orNull), .required("dimension", .string.orNull),
            .required("agency", .id.orNull), .required("objective", .id.orNull), .required("programme", .id.orNull),
            .required("subActivity", .id.orNull), .required("indicator", .id.orNull),
            .required(
                "flagships",
                Schema.array(of: .object(.required("id", .id), .required("title", .string))).about(
                    "The regent's flagship programmes that it serves, by its links and by its innovation sheets.")),
            .required(
                "measuredBy",
                Schema.object(.required("kind", .string), .required("id", .string)).orNull.about(
                    "The record, such as an innovation sheet, that says what the point is measured by where its plan does not.")),
            .required("isShared", .boolean),
            .required("holes", .array(of: .choice(Alignment.Hole.self))),
            .required("nextStepOf", .string.orNull.about("An agency's id, or `planning` for the planning agency.")),
            .required(
                "steps",
                Schema.array(of: .object(.required("hole", .choice(Alignment.Hole.self)), .required("of", .string))).about(
                    "Each hole with whose it is to fill, as `nextStepOf` says it."))))

    static let entry = Schema.named(
        "NomenclatureEntry",
        .object(
            .required("code", .string), .required("kind", .choice(NomenclatureEntry.Kind.self)), .required("parent", .string.orNull),
            .required("title", .string), .required("performance", .string), .required("indicator", .string), .required("unit", .string),
            .required("isMinimumStandard", .boolean), .required("previous", .string.orNull)))

    /// Members of a node's body, as a page's form has them.
    static func nodeBody(isNew: Bool) -> Schema {
        .object([
            isNew ? .required("level", .choice(PlanLevel.self)) : .optional("level", .choice(PlanLevel.self)),
            isNew ? .required("title", .string(min: 3, max: 500)) : .optional("title", .string(min: 3, max: 500)),
            .optional("code", .string(max: 60)), .optional("note", .string(max: 4000)),
            .optional("parent", .id.orNull.about("One parent; `null` lets it wait unconnected.")), .optional("agency", .id.orNull),
            .optional("dimension", .choice(CityDimension.all.map(\.id)).orNull), .optional("subPillar", .string(max: 20).orNull),
            .optional("position", .integer(0...1_000_000)), .optional("version", .integer),
        ])
    }

    static func indicatorBody(isNew: Bool) -> Schema {
        .object([
            isNew ? .required("name", .string(min: 3, max: 500)) : .optional("name", .string(min: 3, max: 500)),
            isNew ? .required("unit", .string(min: 1, max: 80)) : .optional("unit", .string(min: 1, max: 80)),
            .optional("kind", .choice(PlanIndicator.Kind.self)), .optional("polarity", .choice(PlanIndicator.Polarity.self)),
            .optional("baseline", .string(max: 40).orNull), .optional("baselineYear", .integer(1990...2099).orNull),
            .optional("targets", .map(of: .string(max: 40)).about("All of them, by year.")), .optional("version", .integer),
        ])
    }

    static let editionBody: [Schema.Member] = [
        .required("title", .string(min: 5, max: 200)), .required("fromYear", .integer(2000...2099)),
        .required("toYear", .integer(2000...2099)), .optional("legalBasis", .string(max: 300)),
    ]
}
