import Rows

/// The worker process of the tests: what `pendopo rows-worker` is in an installation.
@main
enum RowsWorker {
    static func main() { SQLWorker.run() }
}
