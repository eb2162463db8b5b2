import CSpawn
import Foundation

/// The files of a process that is being started, theirs and ours.
struct ChildPipes {
    private(set) var theirs: [Int32] = [-1, -1, -1]
    private(set) var ours: [Int32] = [-1, -1, -1]

    mutating func add(_ stream: ChildProcess.Stream, at place: Int, for program: String) throws(ChildProcess.NotStarted) {
        switch stream {
        case .nothing: break
        case .ours: theirs[place] = Int32(place)
        case .output: theirs[place] = theirs[1]
        case .pipe:
            var ends: [Int32] = [-1, -1]
            let error = cspawn_pipe(&ends)
            guard error == 0 else { throw ChildProcess.NotStarted(program: program, error: error) }
            (theirs[place], ours[place]) = place == 0 ? (ends[0], ends[1]) : (ends[1], ends[0])
        }
    }

    /// The process alone has them from now on, so that they end with it.
    func closeTheirs() {
        for place in theirs.indices where ours[place] >= 0 { close(theirs[place]) }
    }

    func closeAll() {
        closeTheirs()
        for file in ours where file >= 0 { close(file) }
    }
}
