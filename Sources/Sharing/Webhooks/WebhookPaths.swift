import Web

enum WebhookPaths {
    static let list: Path = "/kerja/webhook"
    static let new: Path = "/kerja/webhook/baru"
    static let one: Path = "/kerja/webhook/{id}"
    static let disable: Path = "/kerja/webhook/{id}/penghentian"
    static let replay: Path = "/kerja/webhook/{id}/pengulangan/{delivery}"

    static let apiList: Path = "/api/webhooks"
    static let apiOne: Path = "/api/webhooks/{id}"
    static let apiDeliveries: Path = "/api/webhooks/{id}/deliveries"
    static let apiReplay: Path = "/api/webhooks/{id}/deliveries/{delivery}/replay"
}
