import NIOCore

extension DirectAnswers {
    func watch(_ context: ChannelHandlerContext, for time: TimeAmount) {
        timer = context.eventLoop.assumeIsolated().scheduleTask(in: time) { [weak self] in
            guard let self else { return }
            look()
        }
    }

    private func look() {
        timer = nil
        guard let context else { return }
        let silent = NIODeadline.now() - activeAt
        if isAtWork {
            // Whoever waits for us is silent with good reason, but not while she takes nothing of what we have written.
            let left = (try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
            if left > 0, left == unsent, silent >= idle { return context.close(promise: nil) }
            unsent = left
            return watch(context, for: idle)
        }
        unsent = 0
        if silent >= idle { return context.close(promise: nil) }
        watch(context, for: idle - silent)
    }

    private var isAtWork: Bool {
        switch stage {
        case .answering: true
        case .open: handedOn > 0
        case .gathering, .handingOn: false
        }
    }
}
