import Foundation
import Kernel
import Storage

extension SettingsReader {
    /// The bucket that several nodes share, if one is named.
    static func files(_ from: SettingSource, in data: URL) throws -> SharedFiles? {
        guard let url = try from.address(.filesURL) else {
            if let stray = [Setting.filesBucket, .filesKeyID, .filesSecret].first(where: { from.text($0) != nil }) {
                throw SettingProblem("\(stray.key) says nothing without files.url")
            }
            return nil
        }
        guard let bucket = from.text(.filesBucket), let id = from.text(.filesKeyID), let secret = from.text(.filesSecret) else {
            throw SettingProblem("with files.url, files.bucket, files.key_id and files.secret are needed")
        }
        guard URLComponents(string: url).map({ $0.path.isEmpty && $0.query == nil && $0.user == nil }) ?? false else {
            throw SettingProblem(.filesURL, url, "an address without a path, such as https://s3.example.id; files.bucket names the bucket")
        }
        let place = S3Place(
            address: url, bucket: bucket, prefix: from.text(.filesPrefix) ?? "", region: from.text(.filesRegion) ?? "us-east-1")
        guard let place else {
            throw SettingProblem("files.bucket, files.prefix and files.region take letters, digits and . _ - only, the prefix also /")
        }
        let megabytes = try from.number(.filesCache, in: 100...100_000_000) ?? 20_000
        let store = S3Bucket(
            place, key: S3Key(id: id, secret: secret), folder: NSTemporaryDirectory(), now: World.system.now, send: BucketCall.send)
        return SharedFiles(bucket: store, folder: data.appendingPathComponent("copies").path, mostBytes: megabytes << 20)
    }
}
