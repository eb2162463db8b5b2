import HTTPTypes
import Kernel
import NIOCore

extension Request {
    /// A page, or an answer of the API, that need not be made again while nothing it shows has changed: a browser that has it is
    /// told so, another gets it from memory. For people with an account it is always rendered, because their menu counts what waits.
    ///
    ///     return try await request.unlessChanged("\(revision) \(day)") { .page(listPage(request.page, rows)) }
    ///
    /// - Parameter validator: changes whenever anything on the page does, apart from language, words, and colours, which
    ///   are added here. It must come from the database, or be bumped after each commit, so that it is never stale; a
    ///   page that shows times relative to now names the day or minute in it.
    package func unlessChanged(_ validator: String, _ render: () async throws -> Reply) async throws -> Reply {
        let full = "\(validator)|\(page.look.revision)|\(installation.assets.version)|\(page.language.rawValue)"
        guard actor.kind == .visitor, page.flash == nil, page.sentDraft == nil, method == .get || method == .head else {
            return try await render()
        }
        let key = "\(page.language.rawValue) \(page.path)"
        if let entry = installation.pageCache.find(key, validator: full) {
            return knows(entry.tag) ? unchanged(entry.tag) : reply(entry)
        }
        let tag = stableHash(full)
        if knows(tag) { return unchanged(tag) }
        let made = try await render()
        // A page with a form carries this browser's own token and is nobody else's.
        let isPersonal = exchange.read { $0.token != nil } || !made.cookies.isEmpty || made.flash != nil || made.sentDraft != nil
        guard made.status == .ok, !isPersonal, let type = made.headers.text(.contentType) else { return made }
        let isWanted = installation.pageCache.wants(key)
        let whole: ByteBuffer
        switch made.body {
        case .bytes(let bytes): whole = bytes
        case .pieces(let pieces):
            // What is not kept need not be copied together.
            guard isWanted else { return told(tag, type, made.body) }
            whole = ByteBuffer(joining: pieces)
        default: return made
        }
        let entry = PageCache.Entry(validator: full, tag: tag, contentType: type, body: whole)
        if isWanted { installation.pageCache.keep(entry, as: key) }
        return reply(entry)
    }

    /// As ``unlessChanged(_:_:)``, for pages whose validator can be asked for without the request: a browser that has such a page
    /// is answered before anything else is done, as long as the validator is the same.
    package func unlessChanged(
        asToldBy validator: @escaping @Sendable () async throws -> String, _ render: () async throws -> Reply
    ) async throws -> Reply {
        let before = try await validator()
        let reply = try await unlessChanged(before, render)
        if reply.status == .notModified { remember(reply, before, validator) }
        return reply
    }

    private func remember(_ reply: Reply, _ validator: String, _ current: @escaping @Sendable () async throws -> String) {
        // The API tells with each answer how many more may be asked.
        let (cookies, route, template) = exchange.read { ($0.cookies, $0.route, $0.template) }
        guard actor.kind == .visitor, cookies.isEmpty, !template.hasPrefix("/api/"), let route,
            let key = Revalidations.Key(method, page.path, headers)
        else { return }
        installation.revalidations.keep(
            .init(
                route: route, template: template, lookRevision: page.look.revision, validator: validator, current: current,
                headers: reply.headers), as: key)
    }

    private func reply(_ entry: PageCache.Entry) -> Reply {
        let wantsGzip = headers.text(.acceptEncoding)?.contains("gzip") ?? false
        return told(entry.tag, entry.contentType, wantsGzip ? .twice(entry.body, gzipped: entry.gzipped) : .bytes(entry.body))
    }

    private func told(_ tag: String, _ type: String, _ body: Reply.Body) -> Reply {
        Reply(
            headers: [.contentType: type, .cacheControl: "no-cache", .eTag: "\"\(tag)\"", .vary: "Cookie, Accept-Language"], body: body)
    }

    private func unchanged(_ tag: String) -> Reply {
        Reply(status: .notModified, headers: [.eTag: "\"\(tag)\"", .cacheControl: "no-cache", .vary: "Cookie, Accept-Language"])
    }

    private func knows(_ tag: some StringProtocol) -> Bool {
        headers.text(.ifNoneMatch).map { $0 == "\"\(tag)\"" || $0 == "W/\"\(tag)\"" } ?? false
    }
}

/// FNV-1a over the text, twice with different seeds: the same in every process, unlike Swift's hash.
private func stableHash(_ text: String) -> String {
    var a: UInt64 = 0xcbf2_9ce4_8422_2325
    var b: UInt64 = 0x9e37_79b9_7f4a_7c15
    for byte in text.utf8 {
        a = (a ^ UInt64(byte)) &* 0x100_0000_01b3
        b = (b ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    return String(a, radix: 36) + String(b, radix: 36)
}
