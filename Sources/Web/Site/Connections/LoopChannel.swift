import HummingbirdCore
import Logging
import NIOCore
import NIOHTTPTypesHTTP1

/// Answers the requests of a connection on the very thread that reads and writes it. Otherwise each request goes from the
/// event loop to a thread of the cooperative pool and back, and waking those costs more than most of our answers.
///
/// Nothing on the way may therefore block: what waits or computes for long goes to `Background.run`, and the storage takes
/// reads that turn out long to threads of its own.
///
/// Most requests never get here, because ``DirectAnswers`` takes them before; what does are bodies that are long or come in chunks.
struct LoopChannel: ServerChildChannel {
    let base: HTTP1Channel

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<HTTP1Channel.Value> {
        base.setup(channel: channel, logger: logger).flatMapThrowing { value in
            let pipeline = channel.pipeline.syncOperations
            let codec = try pipeline.handler(type: HTTP1ToHTTPServerCodec.self)
            try pipeline.addHandler(OldClients(), position: ChannelPipeline.SynchronousOperations.Position.before(codec))
            return value
        }
    }

    func handle(value: HTTP1Channel.Value, logger: Logger) async {
        await withTaskExecutorPreference(LoopExecutor.of(value.channel.eventLoop)) { await base.handle(value: value, logger: logger) }
    }
}
