import Foundation
import Kernel

/// The values of a statement one after the other in a single piece of memory, texts and moments in the very bytes that SQLite binds.
///
/// An act's values are made on one processor and bound by the one thread that writes, on another. As strings each of them had to be
/// fetched from the first and counted; one piece of memory is read from end to end.
///
/// Unchecked: nothing changes once it is made.
struct PackedValues: @unchecked Sendable {
    var count: Int { memory.header.count }
    /// Whether a text has a NUL in it, which no engine takes.
    var hasNUL: Bool { memory.header.hasNUL }
    /// One allocation for all, because every act makes several of these.
    private let memory: ManagedBuffer<Header, UInt8>

    private struct Header {
        let count: Int
        /// Bytes behind it.
        let size: Int
        let hasNUL: Bool
    }

    private enum Tag: UInt8 { case null, integer, real, boolean, text, json, bytes, instant, farInstant }

    init(_ values: [Value]) {
        let size = values.reduce(0) { $0 + PackedValues.room($1) }
        memory = .create(minimumCapacity: size) { buffer in
            buffer.withUnsafeMutablePointerToElements { start -> Header in
                var packer = Packer(memory: UnsafeMutableRawBufferPointer(start: UnsafeMutableRawPointer(start), count: size))
                for value in values { packer.add(value) }
                return Header(count: values.count, size: size, hasNUL: packer.hasNUL)
            }
        }
    }

    /// Most bytes a value takes.
    private static func room(_ value: Value) -> Int {
        switch value {
        case .null: 1
        case .boolean: 2
        case .integer, .real: 9
        case .text(let text), .json(let text): 5 + text.utf8.count
        case .bytes(let bytes): 5 + bytes.count
        // A year of more than four digits has a longer text; there are 12 digits of milliseconds to spare.
        case .instant: 9 + Instant.textLength + 24
        }
    }

    private struct Packer {
        let memory: UnsafeMutableRawBufferPointer
        var at = 0
        var hasNUL = false

        mutating func add(_ value: Value) {
            switch value {
            case .null: put(.null)
            case .integer(let number): put(.integer, number)
            case .real(let number): put(.real, number)
            case .boolean(let flag):
                put(.boolean)
                memory[at] = flag ? 1 : 0
                at += 1
            case .text(let text): put(.text, text)
            case .json(let text): put(.json, text)
            case .bytes(let bytes): bytes.withUnsafeBytes { put(.bytes, $0) }
            case .instant(let instant):
                if instant.write(into: UnsafeMutableRawBufferPointer(rebasing: memory[(at + 9)...])) {
                    put(.instant, instant.milliseconds)
                    at += Instant.textLength
                } else {
                    put(.farInstant, instant.milliseconds)
                    put(.text, instant.description)
                }
            }
        }

        private mutating func put(_ tag: Tag) {
            memory[at] = tag.rawValue
            at += 1
        }

        private mutating func put(_ tag: Tag, _ number: some BitwiseCopyable) {
            put(tag)
            memory.storeBytes(of: number, toByteOffset: at, as: type(of: number))
            at += 8
        }

        private mutating func put(_ tag: Tag, _ text: String) {
            var text = text
            text.withUTF8 { letters in
                if let start = letters.baseAddress, memchr(start, 0, letters.count) != nil { hasNUL = true }
                put(tag, UnsafeRawBufferPointer(letters))
            }
        }

        private mutating func put(_ tag: Tag, _ bytes: UnsafeRawBufferPointer) {
            put(tag)
            memory.storeBytes(of: UInt32(bytes.count), toByteOffset: at, as: UInt32.self)
            at += 4
            UnsafeMutableRawBufferPointer(rebasing: memory[at..<at + bytes.count]).copyMemory(from: bytes)
            at += bytes.count
        }
    }

    /// A value as it lies here.
    enum Lying {
        case null
        case integer(Int64)
        case real(Double)
        case boolean(Bool)
        case text(UnsafeRawBufferPointer)
        case json(UnsafeRawBufferPointer)
        case bytes(UnsafeRawBufferPointer)
        /// With its text as SQLite keeps it.
        case instant(Int64, UnsafeRawBufferPointer)
    }

    /// Every value in order. What it lies in does not move, and is good for as long as somebody holds these values.
    func forEach(_ body: (Lying) -> Void) {
        memory.withUnsafeMutablePointerToElements { start in
            var unpacker = Unpacker(memory: UnsafeRawBufferPointer(start: UnsafeRawPointer(start), count: memory.header.size))
            for _ in 0..<count { body(unpacker.next()) }
        }
    }

    private struct Unpacker {
        let memory: UnsafeRawBufferPointer
        var at = 0

        mutating func next() -> Lying {
            switch Tag(rawValue: number(UInt8.self)) {
            case .integer: return .integer(number(Int64.self))
            case .real: return .real(number(Double.self))
            case .boolean: return .boolean(number(UInt8.self) == 1)
            case .text: return .text(piece())
            case .json: return .json(piece())
            case .bytes: return .bytes(piece())
            case .instant:
                let milliseconds = number(Int64.self)
                return .instant(milliseconds, piece(of: Instant.textLength))
            case .farInstant:
                let milliseconds = number(Int64.self)
                // Its text has a tag of its own.
                at += 1
                return .instant(milliseconds, piece())
            case .null, nil: return .null
            }
        }

        private mutating func number<Number: BitwiseCopyable>(_: Number.Type) -> Number {
            defer { at += MemoryLayout<Number>.size }
            return memory.loadUnaligned(fromByteOffset: at, as: Number.self)
        }

        /// With its length before it.
        private mutating func piece() -> UnsafeRawBufferPointer {
            let length = Int(number(UInt32.self))
            return piece(of: length)
        }

        private mutating func piece(of length: Int) -> UnsafeRawBufferPointer {
            defer { at += length }
            return UnsafeRawBufferPointer(rebasing: memory[at..<at + length])
        }
    }

    /// The values as they were given.
    var values: [Value] {
        var values: [Value] = []
        values.reserveCapacity(count)
        forEach { lying in
            let value: Value =
                switch lying {
                case .null: .null
                case .integer(let number): .integer(number)
                case .real(let number): .real(number)
                case .boolean(let flag): .boolean(flag)
                case .text(let text): .text(String(decoding: text, as: UTF8.self))
                case .json(let text): .json(String(decoding: text, as: UTF8.self))
                case .bytes(let bytes): .bytes(Array(bytes))
                case .instant(let milliseconds, _): .instant(Instant(milliseconds: milliseconds))
                }
            values.append(value)
        }
        return values
    }
}
