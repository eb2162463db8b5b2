-- The bare insert: a body of the same size, nothing else.
wrk.method = "POST"
wrk.body = string.rep("Jalan berlubang di depan pasar. ", 8)
