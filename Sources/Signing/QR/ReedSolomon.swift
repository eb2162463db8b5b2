/// The error correction of QR codes: Reed–Solomon over GF(2^8) with the polynomial x^8 + x^4 + x^3 + x^2 + 1.
struct ReedSolomon {
    /// Coefficients of the generator below its leading 1, highest power first.
    private let generator: [UInt8]

    /// - Parameter count: how many check bytes it makes.
    init(_ count: Int) {
        var polynomial = [UInt8](repeating: 0, count: count)
        polynomial[count - 1] = 1
        var root: UInt8 = 1
        for _ in 0..<count {
            for index in 0..<count {
                polynomial[index] = ReedSolomon.multiply(polynomial[index], root)
                if index + 1 < count { polynomial[index] ^= polynomial[index + 1] }
            }
            root = ReedSolomon.multiply(root, 2)
        }
        generator = polynomial
    }

    /// The check bytes of the data: the remainder of its division by the generator.
    func checks(_ data: [UInt8]) -> [UInt8] {
        var remainder = [UInt8](repeating: 0, count: generator.count)
        for byte in data {
            let factor = byte ^ remainder.removeFirst()
            remainder.append(0)
            for index in generator.indices { remainder[index] ^= ReedSolomon.multiply(generator[index], factor) }
        }
        return remainder
    }

    static func multiply(_ a: UInt8, _ b: UInt8) -> UInt8 {
        var product = 0
        for bit in (0..<8).reversed() {
            product = product << 1 ^ (product >> 7) * 0x11D
            if b >> UInt8(bit) & 1 == 1 { product ^= Int(a) }
        }
        return UInt8(product)
    }
}
