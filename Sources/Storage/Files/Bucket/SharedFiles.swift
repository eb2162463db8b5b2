import Kernel

/// A bucket that several nodes share, and what this node keeps of it on its own disk so as not to ask for it again.
package struct SharedFiles: Sendable {
    package let bucket: any FileBucket
    let cache: NodeCache

    /// - Parameters:
    ///   - folder: of this node's copies; may be emptied at any time while nothing runs.
    ///   - mostBytes: how much of the disk the copies may take; those that were not used for longest go first.
    package init(bucket: any FileBucket, folder: String, mostBytes: Int) {
        self.bucket = bucket
        cache = NodeCache(folder: folder, mostBytes: mostBytes)
    }

    package var folder: String { cache.folder }
}
