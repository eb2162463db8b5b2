-- Asks the questions of a file (a path a line) in turn, the second thread from the middle on, so that answers in a row differ.
local paths = {}
local at = 0
local threads = 0

function setup(thread)
   thread:set("half", threads)
   threads = threads + 1
end

function init()
   for line in io.lines(os.getenv("QUESTIONS")) do paths[#paths + 1] = line end
   at = math.floor(half * #paths / 2)
end

function request()
   at = at + 1
   return wrk.format("GET", paths[at % #paths + 1])
end
