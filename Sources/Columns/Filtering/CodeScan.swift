/// Compares 64 codes at a time with a range and makes a word of the answers.
///
/// There is no instruction in Swift that gathers the lanes of a comparison into bits. So each lane keeps a bit of its own where it
/// fits, and one multiplication adds the bits of eight lanes up into a byte.
enum CodeScan {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let bits = SIMD16<UInt8>(1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128)

    @inline(__always) static func gather(_ lanes: SIMD16<UInt8>) -> UInt64 {
        let halves = unsafeBitCast(lanes, to: SIMD2<UInt64>.self)
        return ((halves[0] &* ones) &>> 56) | (((halves[1] &* ones) &>> 56) &<< 8)
    }

    /// Codes from `from` to `from + span`, in bytes.
    static func bytes(
        _ codes: UnsafeRawPointer, _ words: Int, from: UInt8, span: UInt8, into target: UnsafeMutablePointer<UInt64>, adding: Bool
    ) {
        let low = SIMD16<UInt8>(repeating: from)
        let high = SIMD16<UInt8>(repeating: span)
        let none = SIMD16<UInt8>(repeating: 0)
        for index in 0..<words {
            var word: UInt64 = 0
            for part in 0..<4 {
                let lanes = codes.loadUnaligned(fromByteOffset: index &* 64 &+ part &* 16, as: SIMD16<UInt8>.self)
                word |= gather(none.replacing(with: bits, where: (lanes &- low) .<= high)) &<< UInt64(truncatingIfNeeded: part &* 16)
            }
            target[index] = adding ? target[index] | word : word
        }
    }
}

/// Codes wider than a byte: eight at a time.
protocol CodeLanes: FixedWidthInteger, UnsignedInteger {
    static func scan(
        _ codes: UnsafePointer<Self>, _ words: Int, from: Self, span: Self, into target: UnsafeMutablePointer<UInt64>, adding: Bool)
}

extension UInt16: CodeLanes {
    static func scan(
        _ codes: UnsafePointer<UInt16>, _ words: Int, from: UInt16, span: UInt16, into target: UnsafeMutablePointer<UInt64>, adding: Bool
    ) {
        let low = SIMD8<UInt16>(repeating: from)
        let high = SIMD8<UInt16>(repeating: span)
        let none = SIMD8<UInt16>(repeating: 0)
        let bits = SIMD8<UInt16>(1, 2, 4, 8, 16, 32, 64, 128)
        let raw = UnsafeRawPointer(codes)
        for index in 0..<words {
            var word: UInt64 = 0
            for part in 0..<8 {
                let lanes = raw.loadUnaligned(fromByteOffset: index &* 128 &+ part &* 16, as: SIMD8<UInt16>.self)
                let halves = unsafeBitCast(none.replacing(with: bits, where: (lanes &- low) .<= high), to: SIMD2<UInt64>.self)
                // The four lanes of each half add up in the topmost one.
                let byte = ((halves[0] &+ halves[1]) &* 0x0001_0001_0001_0001) &>> 48
                word |= byte &<< UInt64(truncatingIfNeeded: part &* 8)
            }
            target[index] = adding ? target[index] | word : word
        }
    }
}

extension UInt32: CodeLanes {
    static func scan(
        _ codes: UnsafePointer<UInt32>, _ words: Int, from: UInt32, span: UInt32, into target: UnsafeMutablePointer<UInt64>, adding: Bool
    ) {
        let low = SIMD4<UInt32>(repeating: from)
        let high = SIMD4<UInt32>(repeating: span)
        let none = SIMD4<UInt32>(repeating: 0)
        let first = SIMD4<UInt32>(1, 2, 4, 8)
        let second = SIMD4<UInt32>(16, 32, 64, 128)
        let raw = UnsafeRawPointer(codes)
        for index in 0..<words {
            var word: UInt64 = 0
            for part in 0..<8 {
                let at = index &* 256 &+ part &* 32
                let a = raw.loadUnaligned(fromByteOffset: at, as: SIMD4<UInt32>.self)
                let b = raw.loadUnaligned(fromByteOffset: at &+ 16, as: SIMD4<UInt32>.self)
                let found =
                    none.replacing(with: first, where: (a &- low) .<= high) &+ none.replacing(with: second, where: (b &- low) .<= high)
                word |= UInt64(truncatingIfNeeded: found.wrappedSum()) &<< UInt64(truncatingIfNeeded: part &* 8)
            }
            target[index] = adding ? target[index] | word : word
        }
    }
}

extension UInt64: CodeLanes {
    static func scan(
        _ codes: UnsafePointer<UInt64>, _ words: Int, from: UInt64, span: UInt64, into target: UnsafeMutablePointer<UInt64>, adding: Bool
    ) {
        for index in 0..<words {
            var word: UInt64 = 0
            for bit in 0..<64 { word |= ((codes[index &* 64 &+ bit] &- from) <= span ? 1 : 0) &<< UInt64(truncatingIfNeeded: bit) }
            target[index] = adding ? target[index] | word : word
        }
    }
}
