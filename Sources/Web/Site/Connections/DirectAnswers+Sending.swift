import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import NIOHTTPTypes

extension DirectAnswers {
    func answer(_ head: HTTPRequest, _ body: ByteBuffer) {
        guard let executor else { return }
        stage = .answering(isLast: head.headerFields.text(.connection)?.lowercased() == "close")
        let connection = NIOLoopBound(self, eventLoop: executor.loop)
        let isHead = head.method == .head
        executor.start { [site, peer] in
            let response = await site.answer(head, body, from: peer)
            await connection.value.send(response, isHead: isHead)
        }
    }

    private func send(_ response: Response, isHead: Bool) async {
        guard let executor else { return }
        put(.head(response.head))
        endsWithHead = isHead && response.body.contentLength == nil
        let writer = DirectBodyWriter(NIOLoopBound(self, eventLoop: executor.loop), whole: response.body.contentLength)
        do { try await response.body.write(writer) } catch {
            // Half an answer must not look like a whole one.
            context?.close(promise: nil)
        }
    }

    func put(_ part: HTTPResponsePart) { context?.write(wrapOutboundOut(part), promise: nil) }

    /// Writes a piece and waits until the system has taken it, so that whoever reads slowly does not fill the memory.
    func sendPiece(_ bytes: ByteBuffer) async throws {
        guard let context else { throw ChannelError.ioOnClosedChannel }
        activeAt = .now()
        let sent = context.eventLoop.makePromise(of: Void.self)
        context.writeAndFlush(wrapOutboundOut(.body(bytes)), promise: sent)
        try await sent.futureResult.get()
    }

    /// Writes the rest of the answer. Closing drops what the system has not taken yet, so whatever may close waits until it has; and who
    /// takes no answers gets no further ones made.
    /// - Parameter whole: bytes of the whole body, if that is known.
    func finish(_ last: ByteBuffer?, _ trailers: HTTPFields?, whole: Int?) {
        guard let context else { return }
        if let last { put(.body(last)) }
        activeAt = .now()
        if mayGoOn, held.isEmpty, context.channel.isWritable, let whole, whole <= DirectAnswers.fewBytes {
            put(.end(trailers))
            executor?.sendSoon(self)
            return open(context)
        }
        let taken = context.eventLoop.makePromise(of: Void.self)
        taken.futureResult.assumeIsolated().whenComplete { [self] result in
            guard let context = self.context else { return }
            // The stage stays: a connection that is being closed takes no more.
            guard case .success = result, mayGoOn else { return context.close(promise: nil) }
            open(context)
        }
        // The mark that ends chunks would be read as the beginning of the next answer.
        context.writeAndFlush(wrapOutboundOut(endsWithHead ? .body(ByteBuffer()) : .end(trailers)), promise: taken)
    }

    /// Lets go what was written.
    func send() { context?.flush() }

    /// Whether another request may follow the one that has been answered.
    private var mayGoOn: Bool {
        guard case .answering(let isLast) = stage else { return false }
        return !isLast && !isStopping
    }

    /// Takes up what has come meanwhile.
    private func open(_ context: ChannelHandlerContext) {
        stage = .open
        if waiting.isEmpty, held.isEmpty {
            if wantsRead { readOn(context) }
        } else {
            // Not from within the task that has just answered.
            let connection = NIOLoopBound(self, eventLoop: context.eventLoop)
            context.eventLoop.execute { connection.value.goOn() }
        }
    }

    private func readOn(_ context: ChannelHandlerContext) {
        wantsRead = false
        context.read()
    }

    private func goOn() {
        guard let context, !isAnswering else { return }
        let parts = waiting
        waiting = []
        var hasHandedOn = false
        for part in parts {
            if isAnswering {
                waiting.append(part)
            } else {
                take(part, context)
                if case .handingOn = stage { hasHandedOn = true }
            }
        }
        if hasHandedOn { context.fireChannelReadComplete() }
        if isAnswering { return }
        let happened = held
        held = []
        for tell in happened { tell(context) }
        if wantsRead { readOn(context) }
    }

    var isAnswering: Bool { if case .answering = stage { true } else { false } }
}
