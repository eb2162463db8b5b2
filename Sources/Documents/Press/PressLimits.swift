import Kernel

/// What one paper may use.
package struct PressLimits: Sendable {
    /// On the wall's clock, and as much of a processor.
    package var seconds: Int
    /// Bytes of address space.
    package var memory: Int
    /// Bytes of PDF.
    package var bytes: Int

    package init(seconds: Int = 120, memory: Int = 1_536 << 20, bytes: Int = 256 << 20) {
        self.seconds = seconds
        self.memory = memory
        self.bytes = bytes
    }

    /// As the process that sets it is held to them from here; it holds itself to the others.
    var ofProcess: ChildLimits { ChildLimits(time: .seconds(seconds), bytes: bytes) }
}
