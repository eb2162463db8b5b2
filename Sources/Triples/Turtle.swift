import CSerd
import Kernel

/// Reads Turtle with serd, which streams and keeps nothing.
package enum Turtle {
    /// - Parameter base: the document's own address, for names that are relative to it.
    /// - Throws: `malformed` for what is no Turtle, `tooLarge` for what has too many statements.
    package static func read(_ bytes: [UInt8], base: String) throws(AppError) -> [Triple] {
        // The library reads up to a zero, and calls itself for nodes within nodes.
        guard !bytes.contains(0) else { throw .malformed("triples.not_turtle") }
        guard TurtleDepth.of(bytes) <= TripleLimits.depth else { throw TripleLimits.tooDeep }
        let sink = TurtleSink(base)
        let handle = Unmanaged.passUnretained(sink).toOpaque()
        guard
            let reader = serd_reader_new(
                SERD_TURTLE, handle, nil, { TurtleSink.from($0).base($1) }, { TurtleSink.from($0).prefix($1, $2) },
                { handle, _, _, subject, predicate, object, _, language in
                    TurtleSink.from(handle).statement(subject, predicate, object, language)
                }, nil)
        else { throw .malformed("triples.not_turtle") }
        defer { serd_reader_free(reader) }
        serd_reader_set_strict(reader, true)
        // Without this they are printed.
        serd_reader_set_error_sink(reader, { _, _ in SERD_SUCCESS }, nil)
        let status = (bytes + [0]).withUnsafeBufferPointer { serd_reader_read_string(reader, $0.baseAddress!) }
        if let failure = sink.list.failure { throw failure }
        guard status == SERD_SUCCESS else { throw .malformed("triples.not_turtle") }
        return sink.list.triples
    }
}

/// What the reader tells, made into triples.
private final class TurtleSink {
    let list = TripleList()
    private let environment: OpaquePointer?

    init(_ base: String) {
        var uri = SerdURI()
        var node = base.withCString { text in
            text.withMemoryRebound(to: UInt8.self, capacity: base.utf8.count + 1) { serd_node_new_uri_from_string($0, nil, &uri) }
        }
        environment = serd_env_new(&node)
        serd_node_free(&node)
    }

    deinit { serd_env_free(environment) }

    static func from(_ handle: UnsafeMutableRawPointer?) -> TurtleSink { Unmanaged<TurtleSink>.fromOpaque(handle!).takeUnretainedValue() }

    func base(_ uri: UnsafePointer<SerdNode>?) -> SerdStatus { serd_env_set_base_uri(environment!, uri) }

    func prefix(_ name: UnsafePointer<SerdNode>?, _ uri: UnsafePointer<SerdNode>?) -> SerdStatus {
        guard let name, let uri else { return SERD_ERR_BAD_ARG }
        return serd_env_set_prefix(environment!, name, uri)
    }

    func statement(
        _ subject: UnsafePointer<SerdNode>?, _ predicate: UnsafePointer<SerdNode>?, _ object: UnsafePointer<SerdNode>?,
        _ language: UnsafePointer<SerdNode>?
    ) -> SerdStatus {
        guard let subject = subject.flatMap(term), case .iri(let name)? = predicate.flatMap(term), var object = object.flatMap(term) else {
            return SERD_ERR_BAD_CURIE
        }
        if case .literal(let text, _) = object, let language { object = .literal(text, language: Self.text(language).lowercased()) }
        return list.add(Triple(subject, name, object)) ? SERD_SUCCESS : SERD_ERR_INTERNAL
    }

    private func term(_ node: UnsafePointer<SerdNode>) -> Triple.Term? {
        switch node.pointee.type {
        case SERD_LITERAL: return .literal(Self.text(node), language: "")
        case SERD_BLANK: return .blank(Self.text(node))
        case SERD_URI, SERD_CURIE:
            var whole = serd_env_expand_node(environment, node)
            defer { serd_node_free(&whole) }
            return whole.buf == nil ? nil : .iri(Self.text(&whole))
        default: return nil
        }
    }

    private static func text(_ node: UnsafePointer<SerdNode>) -> String {
        guard let start = node.pointee.buf else { return "" }
        return String(decoding: UnsafeBufferPointer(start: start, count: min(node.pointee.n_bytes, TripleLimits.text)), as: UTF8.self)
    }
}

/// How deep nodes lie within nodes, found without a reader that calls itself.
enum TurtleDepth {
    static func of(_ bytes: [UInt8]) -> Int {
        var (depth, deepest, at) = (0, 0, 0)
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "#"): while at < bytes.count, bytes[at] != 10, bytes[at] != 13 { at += 1 }
            case UInt8(ascii: "<"): while at < bytes.count, bytes[at] != UInt8(ascii: ">") { at += 1 }
            case UInt8(ascii: "\""), UInt8(ascii: "'"): at = end(of: bytes, from: at)
            case UInt8(ascii: "\\"): at += 1
            case UInt8(ascii: "["), UInt8(ascii: "("):
                depth += 1
                deepest = max(deepest, depth)
            case UInt8(ascii: "]"), UInt8(ascii: ")"): depth = max(0, depth - 1)
            default: break
            }
            at += 1
        }
        return deepest
    }

    /// The position of the last quote of a text.
    private static func end(of bytes: [UInt8], from start: Int) -> Int {
        let quote = bytes[start]
        let isLong = start + 2 < bytes.count && bytes[start + 1] == quote && bytes[start + 2] == quote
        if !isLong, start + 1 < bytes.count, bytes[start + 1] == quote { return start + 1 }
        var at = start + (isLong ? 3 : 1)
        while at < bytes.count {
            if bytes[at] == UInt8(ascii: "\\") {
                at += 2
                continue
            }
            if bytes[at] == quote {
                guard isLong else { return at }
                if at + 2 < bytes.count, bytes[at + 1] == quote, bytes[at + 2] == quote { return at + 2 }
            }
            at += 1
        }
        return bytes.count
    }
}
