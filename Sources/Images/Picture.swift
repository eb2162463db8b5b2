import Kernel

/// A photo made anew from its pixels: nothing of the file that was sent is left in it.
package struct Picture: Sendable {
    /// The photo as JPEG, upright, without any metadata.
    package var jpeg: [UInt8]
    package var width: Int
    package var height: Int
    /// The same, at most 320 pixels on its longer side.
    package var thumbnail: [UInt8]
    /// What the photo looks like in 64 bits, to find one that was sent before: see ``Images/looksAlike(_:_:)``.
    package var fingerprint: UInt64
    /// When the camera says it was taken. Private: shown to nobody but those who check the report.
    package var takenAt: Instant?
    /// Where the camera says it was taken, in degrees. Private like ``takenAt``.
    package var latitude: Double?
    package var longitude: Double?
}

/// A part of a picture in its pixels, from the upper left corner.
package struct Rectangle: Hashable, Sendable {
    package var x: Int
    package var y: Int
    package var width: Int
    package var height: Int

    package init(x: Int, y: Int, width: Int, height: Int) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }
}
