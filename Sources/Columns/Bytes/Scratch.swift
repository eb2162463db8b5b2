import Foundation
import Kernel

/// A large array that lives in a nameless file instead of in memory: its pages can be written out by the system when memory is short.
final class Scratch<Element: BitwiseCopyable> {
    let base: UnsafeMutablePointer<Element>
    let count: Int
    private let length: Int

    /// All zeros at first.
    init(count: Int, in folder: String) throws(AppError) {
        self.count = count
        length = max(count * MemoryLayout<Element>.stride, 1)
        let file = try Disk.temporary(in: folder)
        defer { close(file) }
        guard ftruncate(file, off_t(length)) == 0 else { throw Disk.failure("ftruncate", "") }
        guard let mapped = mmap(nil, length, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0), mapped != MAP_FAILED else {
            throw Disk.failure("mmap", "")
        }
        base = mapped.bindMemory(to: Element.self, capacity: max(count, 1))
    }

    deinit { munmap(base, length) }

    var buffer: UnsafeMutableBufferPointer<Element> { UnsafeMutableBufferPointer(start: base, count: count) }

    @inline(__always) subscript(index: Int) -> Element {
        get { base[index] }
        set { base[index] = newValue }
    }
}
