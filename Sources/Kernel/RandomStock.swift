import Foundation
import Synchronization

/// Random bytes for ids, fetched from the kernel a hundred ids at a time, because each fetch is a system call and an act makes half a
/// dozen ids. Whatever is secret or must never come twice (keys, tokens, codes, nonces) comes straight from the kernel: a machine whose
/// state is restored hands out the same stock again.
final class RandomStock: Sendable {
    static let shared = RandomStock()

    private struct Stock {
        var bytes: [UInt8] = []
        /// How many, from the front, have not been handed out.
        var left = 0
    }

    private let stock = Mutex(Stock())

    func take(_ count: Int) -> [UInt8] {
        stock.withLock { stock in
            if stock.left < count {
                stock.bytes = RandomStock.fromKernel(1024)
                stock.left = 1024
            }
            let range = stock.left - count..<stock.left
            let taken = Array(stock.bytes[range])
            for index in range { stock.bytes[index] = 0 }
            stock.left -= count
            return taken
        }
    }

    /// In one call however many, which the system's generator would fetch eight bytes a call.
    static func fromKernel(_ count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { bytes, made in
            if let start = bytes.baseAddress { arc4random_buf(start, count) }
            made = count
        }
    }
}
