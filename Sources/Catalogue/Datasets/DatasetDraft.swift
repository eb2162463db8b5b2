import Directory
import Ingest
import Kernel

/// What a producer says about a dataset, before it is checked: the fields of the form and of the API alike.
package struct DatasetDraft: Sendable, Equatable {
    /// Its address; made from the title when empty. Cannot be changed once a version was published.
    package var name = ""
    package var title = ""
    package var titleEnglish: String?
    package var description = ""
    package var producer: Identifier<Agency>?
    package var access: Dataset.Access = .open
    package var accessReason: String?
    package var accessReviewOn: Day?
    package var kind: Dataset.Kind = .statistical
    package var isPriority = false
    package var dimension: Dimension?
    package var themes: [String] = []
    package var tags: [String] = []
    package var area: RegionCode?
    package var temporalFrom: Day?
    package var temporalTo: Day?
    package var frequency: Frequency = .yearly
    package var licence = "CC-BY-4.0"
    package var contact = ""
    package var standardCode: String?
    package var bps: [String: String] = [:]

    package init() {}

    /// As a dataset is described now.
    package init(_ dataset: Dataset) {
        name = dataset.name
        title = dataset.title
        titleEnglish = dataset.titleEnglish
        description = dataset.description
        producer = dataset.producer
        access = dataset.access
        accessReason = dataset.accessReason
        accessReviewOn = dataset.accessReviewOn
        kind = dataset.kind
        isPriority = dataset.isPriority
        dimension = dataset.dimension
        themes = dataset.themes
        tags = dataset.tags
        area = dataset.area
        temporalFrom = dataset.temporalFrom
        temporalTo = dataset.temporalTo
        frequency = dataset.frequency
        licence = dataset.licence
        contact = dataset.contact
        standardCode = dataset.standardCode
        bps = dataset.bps
    }

    /// Licences a regency may publish under: those the Open Definition calls open, and "other" for what is not open.
    package static let licences = ["CC-BY-4.0", "CC0-1.0", "CC-BY-SA-4.0", "ODbL-1.0", "other"]

    /// What is wrong with it, field by field.
    /// - Parameter kept: the name it has already, which stays right whatever new ones may be.
    package func issues(themes known: [Theme], on today: Day, keeping kept: String? = nil) -> [Issue] {
        var issues: [Issue] = []
        func check(_ isFine: Bool, _ field: String, _ message: Message) { if !isFine { issues.append(Issue(field, message)) } }
        check((3...200).contains(title.count), "title", "error.dataset_title")
        check(titleEnglish.map { $0.count <= 200 } ?? true, "title_en", "error.dataset_title")
        check((20...10_000).contains(description.count), "description", "error.dataset_description")
        check(Dataset.isName(slug), "name", "error.dataset_name")
        check(slug == kept || !Dataset.isReserved(slug), "name", Message("error.dataset_name_reserved", ["name": slug]))
        check(producer != nil, "producer", "error.dataset_producer")
        if access != .open {
            check((accessReason?.count ?? 0) >= 10, "access_reason", "error.dataset_access_reason")
            check(accessReviewOn.map { $0 > today } ?? false, "access_review_on", "error.dataset_access_review")
        }
        let codes = Set(known.filter { $0.isValid(on: today) }.map(\.code))
        check(themes.allSatisfy(codes.contains), "themes", "error.dataset_theme")
        check(tags.count <= 30 && tags.allSatisfy { (2...50).contains($0.count) }, "tags", "error.dataset_tags")
        if let from = temporalFrom, let to = temporalTo { check(from <= to, "temporal_to", "error.dataset_period") }
        check(DatasetDraft.licences.contains(licence), "licence", "error.dataset_licence")
        check(standardCode.map(StandardData.isStandardCode) ?? true, "standard_code", "error.dataset_standard_code")
        check(bps.count <= 200 && bps.allSatisfy { $0.key.count <= 40 && $0.value.count <= 4000 }, "bps", "error.dataset_bps")
        return issues
    }

    /// The name, or what the title becomes as one.
    package var slug: String { name.isEmpty ? DatasetDraft.slug(title) : name }

    /// `Harga Beras 2024` becomes `harga-beras-2024`.
    package static func slug(_ title: String) -> String {
        let words = Plain.folded(title).utf8.map { (97...122).contains($0) || (48...57).contains($0) ? $0 : 45 }
        let parts = words.split(separator: 45).map { String(decoding: $0, as: UTF8.self) }
        var slug = ""
        for part in parts where slug.utf8.count + part.utf8.count < 90 { slug += slug.isEmpty ? part : "-" + part }
        return slug
    }

    func apply(to dataset: inout Dataset) {
        if dataset.publishedAt == nil { dataset.name = slug }
        dataset.title = title
        dataset.titleEnglish = titleEnglish
        dataset.description = description
        dataset.access = access
        dataset.accessReason = access == .open ? nil : accessReason
        dataset.accessReviewOn = access == .open ? nil : accessReviewOn
        dataset.kind = kind
        dataset.isPriority = isPriority
        dataset.dimension = dimension
        dataset.themes = themes
        dataset.tags = tags
        dataset.area = area
        dataset.temporalFrom = temporalFrom
        dataset.temporalTo = temporalTo
        dataset.frequency = frequency
        dataset.licence = licence
        dataset.contact = contact
        dataset.standardCode = standardCode
        dataset.bps = bps
    }
}
