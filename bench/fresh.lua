-- Each request asks for a page nobody has asked for yet, so that no cache has it: a filter that changes nothing.
local id = 0
local start = os.time() % 100000

function request()
   id = id + 1
   local path = wrk.path
   local mark = string.find(path, "?", 1, true) and "&" or "?"
   return wrk.format("GET", path .. mark .. "_=" .. start .. id .. math.random(1, 1000000))
end
