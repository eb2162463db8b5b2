import Directory
import Documents
import Kernel
import Storage
import Tables
import Web
import Work

/// Everything an assessment consists of as one ZIP file: the report, every file of evidence, and a manifest with the SHA-256 of each.
/// The same state gives the same bytes. Written while it is sent: at any time one file of evidence is in memory.
package struct AssessmentPack: Sendable {
    /// Bytes of evidence beyond which it is refused; whoever has more fetches the files one by one.
    package static let largest = 1 << 30
    private static let piece = 256 << 10

    struct Entry: Sendable {
        /// Within the ZIP file; `nil` for evidence that is a record.
        var path: String?
        var hash: String
        var bytes: Int
        var component: String
        var item: String
        var evidence: AssessmentEvidence
    }

    let file: AssessmentFile
    let reports: [(name: String, bytes: [UInt8])]
    let entries: [Entry]
    let folder: String

    init(_ file: AssessmentFile, reports: [(name: String, bytes: [UInt8])]) throws {
        self.file = file
        self.reports = reports
        folder = "penilaian-\(file.assessment.code)"
        entries = file.instrument.leaves.flatMap { leaf -> [Entry] in
            guard let answer = file.answers[leaf.item.code], let component = leaf.path.first else { return [] }
            return (file.evidence[answer.key] ?? []).enumerated().map { index, evidence in
                let name = Self.safe(evidence.filename ?? evidence.title)
                let path = evidence.file.map { _ in "bukti/\(Self.safe(component))/\(Self.safe(leaf.item.code))/\(index + 1)-\(name)" }
                return Entry(
                    path: path, hash: evidence.file ?? "", bytes: evidence.bytes ?? 0, component: component, item: leaf.item.code,
                    evidence: evidence)
            }
        }
        guard entries.reduce(0, { $0 + $1.bytes }) <= Self.largest else {
            throw AppError.tooLarge(Message("error.assessment_pack_large", ["limit": sizeText(Self.largest)]))
        }
    }

    /// A name that every system can unpack and that leads into no other folder.
    static func safe(_ name: String) -> String {
        let plain = String(name.map { $0.isLetter || $0.isNumber || "._- ()".contains($0) ? $0 : "_" }.prefix(100))
        let inner = String(plain.drop { $0 == "." || $0 == " " })
        return inner.isEmpty ? "berkas" : inner
    }

    /// What is in it, for machines.
    var manifest: JSONValue {
        let (assessment, result) = (file.assessment, file.result)
        func text(_ value: String?) -> JSONValue { value.map(JSONValue.string) ?? .null }
        func line(_ line: AssessmentResult.Line) -> JSONValue {
            [
                "component": .string(line.component?.code ?? "total"), "weight": .string(line.component?.weight.plain ?? "100"),
                "own": text(line.ownValue?.plain), "central": text(line.centralValue?.plain), "difference": text(line.difference?.plain),
            ]
        }
        return [
            "format": "pendopo.assessment-pack/1", "code": .string(assessment.code), "title": .string(assessment.name),
            "year": .integer(assessment.year), "purpose": .string(assessment.purpose.rawValue), "state": .string(assessment.state.rawValue),
            "instrument": [
                "code": .string(file.instrument.code), "edition": .integer(file.instrument.edition),
                "title": .string(file.instrument.draft.title),
            ],
            "scores": .array((result.lines + [result.total]).map(line)),
            "reports": .array(
                reports.map { report in
                    [
                        "path": .string(report.name), "sha256": .string(FileStore.name(of: report.bytes)),
                        "bytes": .integer(report.bytes.count),
                    ]
                }),
            "evidence": .array(
                entries.map { entry in
                    [
                        "path": text(entry.path), "sha256": text(entry.evidence.file), "bytes": .integer(entry.bytes),
                        "component": .string(entry.component), "item": .string(entry.item), "title": .string(entry.evidence.title),
                        "record": text(entry.evidence.subject?.description), "addedAt": .string(entry.evidence.addedAt.description),
                    ]
                }),
        ]
    }

    /// The same for people.
    var manifestCSV: [UInt8] {
        var writer = CSVWriter(byteOrderMark: true)
        writer.row(["path", "sha256", "bytes", "component", "item", "title", "record"])
        for report in reports { writer.row([report.name, FileStore.name(of: report.bytes), "\(report.bytes.count)", "", "", "", ""]) }
        for entry in entries {
            writer.row([
                entry.path ?? "", entry.hash, "\(entry.bytes)", entry.component, entry.item, entry.evidence.title,
                entry.evidence.subject?.description ?? "",
            ])
        }
        return writer.take()
    }

    /// Writes it piece by piece.
    /// - Throws: when a file is gone or damaged; whoever reads it then gets a broken file, not a wrong one.
    func write(from files: FileStore, _ send: ([UInt8]) async throws -> Void) async throws {
        let zip = ZipWriter()
        for report in reports { try zip.add("\(folder)/\(report.name)", report.bytes) }
        try zip.add("\(folder)/manifest.json", manifest.bytes)
        try zip.add("\(folder)/manifest.csv", manifestCSV)
        try await send(zip.take())
        for entry in entries {
            guard let path = entry.path else { continue }
            guard let bytes = try await files.get(entry.hash), FileStore.name(of: bytes) == entry.hash else {
                throw AppError.unavailable(Message("error.file_damaged", ["hash": entry.hash]))
            }
            try zip.begin("\(folder)/\(path)")
            for start in stride(from: 0, to: bytes.count, by: Self.piece) {
                zip.write(Array(bytes[start..<min(start + Self.piece, bytes.count)]))
                try await send(zip.take())
            }
            zip.end()
        }
        try zip.finish()
        try await send(zip.take())
    }
}

extension AssessmentDesk {
    /// The report as a paper, of what this actor may see.
    func paper(_ file: AssessmentFile, _ language: Language, _ words: Words) -> Paper {
        AssessmentPaper(
            file: file, language: language, words: words, names: directory.agencies, regency: directory.places.regency?.name ?? "",
            address: String(absolute("/").dropLast()), offsetHours: directory.offsetHours
        ).paper
    }

    /// Everything of an assessment, for those who may read all of it.
    /// - Throws: `.forbidden` for those who see only their part.
    func pack(_ code: String, _ language: Language, _ words: Words, for actor: Actor) async throws -> AssessmentPack {
        let (file, mayReadAll, isAssessors) = try await database.read { tx in
            let (_, policy) = try open(code, for: actor, tx)
            return (try self.file(of: code, for: actor, tx), policy.mayReadAll(actor), policy.seesAsAssessor(actor))
        }
        guard mayReadAll else { throw AppError.forbidden }
        let paper = paper(file, language, words)
        var reports: [(name: String, bytes: [UInt8])] = []
        if let press, press.isInstalled {
            reports.append(("laporan.pdf", try await press.pdf(paper).bytes))
        } else {
            reports.append(("laporan.html", Array(PaperHTML(paper).document.utf8)))
            reports.append(("laporan.docx", try await Background.run { try PaperDOCX(paper).bytes() }))
        }
        let pack = try AssessmentPack(file, reports: reports)
        for entry in pack.entries where entry.path != nil {
            guard try await files.exists(entry.hash) else {
                throw AppError.unavailable(Message("error.file_damaged", ["hash": entry.hash]))
            }
        }
        if isAssessors { try await recordReading("pack", of: code, by: actor) }
        return pack
    }
}
